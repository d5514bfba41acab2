import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Client } from 'ldapts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';

import { findSlapd } from '../../../scripts/lib/slapd-configuration.ts';
import { Slapd } from '../../../scripts/slapd.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';

const POLICY = 'cn=policy,dc=example,dc=org';
const WAIT = { timeout: 60_000, interval: 50 };

let folder: string;
let slapd: Slapd;
let database: HostDatabase;
let hosts: Host[] = [];
let ticks: MockInstance<RunQueue['tick']>;
let warnings: MockInstance<Logger['warn']>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rejected-bind-'));
  slapd = await Slapd.start({
    folder,
    globalConfig: findSlapd().moduleFolder ? ['moduleload ppolicy.la'] : [],
    databaseConfig: ['overlay ppolicy', `ppolicy_default "${POLICY}"`],
  });
  await slapd.add(POLICY, {
    objectClass: ['device', 'pwdPolicy'],
    pwdAttribute: 'userPassword',
    pwdLockout: 'TRUE',
    pwdMaxFailure: '3',
  });
  await slapd.add(`ou=people,${slapd.baseDn}`, { objectClass: 'organizationalUnit', ou: 'people' });
  await slapd.add(`uid=ada,ou=people,${slapd.baseDn}`, {
    objectClass: 'inetOrgPerson',
    uid: 'ada',
    cn: 'ada',
    sn: 'ada',
  });
});
beforeEach(async () => {
  database = await postgresDatabase();
  ticks = vi.spyOn(RunQueue.prototype, 'tick');
  warnings = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
});
afterEach(async () => {
  await Promise.all(hosts.map((host) => host.stop()));
  hosts = [];
  await database.drop();
});
afterAll(async () => {
  await slapd?.stop();
  await rm(folder, { recursive: true, force: true });
});

const dataPool = (bindPassword: string) => ({
  dataPool: { urls: [slapd.url], bindDn: slapd.readerDn, bindPassword, baseDn: slapd.baseDn },
});

async function start(): Promise<Host> {
  const host = await Host.start(database);
  hosts.push(host);
  return host;
}

/** The rejected binds since the last successful one. The directory locks the account at the third. */
async function rejectedBinds(): Promise<number> {
  const client = new Client({ url: slapd.url });
  await client.bind(slapd.rootDn, slapd.rootPassword);
  const { searchEntries } = await client.search(slapd.readerDn, { scope: 'base', attributes: ['pwdFailureTime'] });
  await client.unbind();
  return [searchEntries[0]?.['pwdFailureTime'] ?? []].flat().length;
}

async function moreTicks(count: number): Promise<void> {
  const before = ticks.mock.results.length;
  await vi.waitFor(() => expect(ticks.mock.results.length).toBeGreaterThanOrEqual(before + count), WAIT);
  await Promise.all(ticks.mock.results.map(({ value }) => value as Promise<void>));
}

describe('a schedule whose bind the directory rejects', () => {
  const everySecond = { enabled: true, expression: '* * * * * ?', timeZone: 'Etc/UTC' };

  it('binds once, in several processes, after a restart and with health checks, until the password is corrected', async () => {
    const first = await start();
    await start();
    await first.jobs.saveSettings(JOB, { settings: { ...dataPool('wrong'), schedule: everySecond }, changedBy: 'ada' });
    await vi.waitFor(async () => expect((await first.jobs.list())[0]?.paused).not.toBeNull(), WAIT);
    await moreTicks(4);
    expect(await rejectedBinds()).toBe(1);

    expect((await first.jobs.list())[0]).toMatchObject({
      enabled: true,
      nextExecution: null,
      paused: { code: 'SCHEDULE_PAUSED', params: { bindDn: slapd.readerDn } },
    });
    const restarted = await start();
    await moreTicks(4);
    expect(await restarted.health.health()).toMatchObject({
      directories: [{ up: false, code: 'LDAP_BIND_REJECTED' }],
      schedules: [{ up: false, enabled: true, nextExecution: null, code: 'SCHEDULE_PAUSED' }],
    });
    expect(await rejectedBinds()).toBe(1);
    const lines = warnings.mock.calls.filter(([line]) => String(line).startsWith('The schedule is paused'));
    expect(lines.length).toBeLessThanOrEqual(hosts.length); // one in each process

    const saved = await first.jobs.saveSettings(JOB, { settings: dataPool(slapd.readerPassword), changedBy: 'ada' });
    expect(saved).toMatchObject({ ok: true, nextExecution: expect.any(Date) as Date });
    await vi.waitFor(async () => expect((await first.runs.list(JOB)).items[0]?.status).toBe('succeeded'), WAIT);
    expect((await first.jobs.list())[0]?.paused).toBeNull();
    expect(await rejectedBinds()).toBe(0);
  });

  it('continues when somebody starts a run that the directory accepts', async () => {
    const host = await start();
    await host.jobs.saveSettings(JOB, {
      settings: { ...dataPool('set later'), schedule: everySecond },
      changedBy: 'ada',
    });
    await vi.waitFor(async () => expect((await host.jobs.list())[0]?.paused).not.toBeNull(), WAIT);

    const original = slapd.readerPassword;
    await slapd.modify(slapd.readerDn, { userPassword: 'set later' });
    await moreTicks(2);
    const { items } = await host.runs.list(JOB);
    await moreTicks(3);
    expect((await host.runs.list(JOB)).items).toHaveLength(items.length);
    await vi.waitFor(async () => expect((await host.runs.list(JOB)).items[0]?.status).toBe('failed'), WAIT);

    expect(await host.run('plan')).toMatchObject({ status: 'planned' });
    await vi.waitFor(
      async () =>
        expect((await host.runs.list(JOB)).items[0]).toMatchObject({ trigger: 'schedule', status: 'succeeded' }),
      WAIT,
    );
    await slapd.modify(slapd.readerDn, { userPassword: original });
  });
});

it('health checks bind once, also when the process is started again and again', async () => {
  const settings = dataPool('wrong');
  const before = await rejectedBinds();
  for (let attempt = 0; attempt < 4; attempt++) {
    const host = await Host.start(database, { work: false, seed: settings });
    expect(await host.health.health()).toMatchObject({ directories: [{ up: false, code: 'LDAP_BIND_REJECTED' }] });
    await host.stop();
  }
  expect(await rejectedBinds()).toBe(before + 1);
});
