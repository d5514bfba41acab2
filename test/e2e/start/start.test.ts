import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { patiently } from '../support/expectations.js';
import { processesOf, Start } from './a-start.js';

describe('npm start', () => {
  let folder: string;
  let starts: Start[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'npm-start-'));
    starts = [];
  });

  afterEach(async () => {
    for (const each of starts) each.stop();
    for (const each of starts) await each.ended;
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (environment?: Readonly<Record<string, string>>, args?: readonly string[]) => {
    const one = new Start(folder, environment, args);
    starts.push(one);
    return one;
  };

  const processesLeft = () => [...processesOf(folder, 'slapd'), ...processesOf(folder, 'host/main.js')];

  it('tells a newcomer where to go and how to sign in, and ends cleanly when it is stopped', async () => {
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

  it('finds everything again at the next start, and shows no password twice', async () => {
    const first = start();
    const [address] = await first.says(/Demo directory: \S+/);
    await first.url();
    first.stop();
    await first.ended;

    const second = start();
    await second.url();
    expect(second.output).toContain(address);
    expect(second.output).not.toMatch(/with the password \S{20}/);
  });

  it('leaves no process behind when it is killed, and starts again', async () => {
    const killed = start();
    await killed.url();
    killed.killStartScript();
    await expect.poll(processesLeft, patiently).toEqual([]);

    expect((await fetch(`${await start().url()}/health`)).status).toBe(200);
  });

  it('starts no demo directory when there is a directory', async () => {
    const own = start({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=example,dc=org' });
    await own.url();
    expect(own.output).not.toContain('Demo directory');
    expect(processesOf(folder, 'slapd')).toEqual([]);
  });

  it('ends with the code of a host that does not start, says why, and stops the directory', async () => {
    const refused = start({}, ['--role', 'admin']);
    expect(await refused.ended).toBe(2);
    expect(refused.output).toContain('set DATABASE_URL');
    expect(processesOf(folder, 'slapd')).toEqual([]);
  });

  it('refuses a second host on the same data folder, and leaves the first one alone', async () => {
    const first = start();
    const url = await first.url();

    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output).toContain('in use by another process');
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ info: { directories: { status: 'up' } } });
  });
});
