import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { POLLING } from '../support/expectations.js';
import { processesOf, StartCommand } from './start-command.js';

describe('npm start', () => {
  let folder: string;
  let commands: StartCommand[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'npm-start-'));
    commands = [];
  });

  afterEach(async () => {
    for (const each of commands) each.stop();
    for (const each of commands) await each.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (environment?: Readonly<Record<string, string>>, args?: readonly string[]) => {
    const command = new StartCommand(folder, environment, args);
    commands.push(command);
    return command;
  };

  const processesLeft = () => [...processesOf(folder, 'slapd'), ...processesOf(folder, 'host/main.js')];

  it('prints the address and the passwords, and ends cleanly when it is stopped', async () => {
    const first = start();
    const url = await first.url();

    expect(first.output).toMatch(/Demo directory: ldap:\/\/127\.0\.0\.1:\d+/);
    expect(first.output).toMatch(/Sign in as admin with the password \S{20}/);
    expect(first.output).toMatch(/Sign in as operator with the password \S{20}/);
    expect((await fetch(`${url}/health`)).status).toBe(200);

    first.stop();
    expect(await first.ended).toBe(0);
    expect(first.output).toContain('Stopped.');
    expect(processesLeft()).toEqual([]);
  });

  it('reuses the directory and the data on the next start, and prints each password only once', async () => {
    const first = start();
    const [address] = await first.waitForOutput(/Demo directory: \S+/);
    await first.url();
    first.stop();
    await first.ended;

    const second = start();
    await second.url();
    expect(second.output).toContain(address);
    expect(second.output).not.toMatch(/with the password \S{20}/);
  });

  it('leaves no process running when it is killed, and starts again', async () => {
    const killed = start();
    await killed.url();
    killed.killStartScript();
    await expect.poll(processesLeft, POLLING).toEqual([]);

    expect((await fetch(`${await start().url()}/health`)).status).toBe(200);
  });

  it('starts no demo directory when LDAP_URL is set', async () => {
    const own = start({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=example,dc=org' });
    await own.url();
    expect(own.output).not.toContain('Demo directory');
    expect(processesOf(folder, 'slapd')).toEqual([]);
  });

  it('ends with the exit code of a host that fails to start, prints the reason, and stops the directory', async () => {
    const failed = start({}, ['--role', 'admin']);
    expect(await failed.ended).toBe(2);
    expect(failed.output).toContain('requires DATABASE_URL');
    expect(processesOf(folder, 'slapd')).toEqual([]);
  });

  it('refuses a second host on the same data folder without disturbing the first', async () => {
    const first = start();
    const url = await first.url();

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toContain('in use by another process');
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ info: { directories: { status: 'up' } } });
  });
});
