import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { ReadRestarts } from '../../../src/engine/read/read-restarts.service.js';
import { errorText } from '../../../src/i18n/code-texts.js';
import { type Disturbance, LdapProxy, type PageMessage } from '../../services/ldap-proxy.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';

const PEOPLE = 45;
const PAGE_SIZE = 10;
const PAGES = [1, 2, 3, 4, 5];

describe('a run whose connection to the directory is disturbed', () => {
  let directory: Directory;
  let proxy: LdapProxy;
  let database: HostDatabase;
  let host: Host;

  const users = async () =>
    (
      await database.query<{ user: string }>('select row_to_json(app_user)::text as user from app_user order by login')
    ).map(({ user }) => user);

  /** Disturbs a message of the first connections. */
  const disturbing = (disturbance: Disturbance, when: (message: PageMessage) => boolean, connections = 1) => {
    const first = proxy.connections + connections;
    proxy.disturb = (message) => (message.connection <= first && when(message) ? disturbance : 'pass');
  };

  beforeAll(async () => {
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
    }
    directory = await Directory.withPeople(PEOPLE);
    proxy = await LdapProxy.start(directory.slapd.port);
    database = await postgresDatabase();
    const dataPool = { ...directory.settings.dataPool, urls: [proxy.url], pageSize: PAGE_SIZE };
    host = await Host.start(database, { seed: { ...directory.settings, dataPool } });
    host.app.get(ReadRestarts).delays = [0, 0];
    await host.run();
  });

  beforeEach(() => {
    proxy.disturb = () => 'pass';
    proxy.closesAfter = () => Infinity;
  });

  afterAll(async () => {
    await host.stop();
    await database.drop();
    await proxy[Symbol.asyncDispose]();
    await directory.stop();
  });

  const unchanged = { status: 'succeeded', counts: { read: PEOPLE, unchanged: PEOPLE } };

  it.each(PAGES.flatMap((page) => (['cut', 'half'] as const).map((disturbance) => [page, disturbance] as const)))(
    'reads everyone again when page %i ends in a %s',
    async (page, disturbance) => {
      const before = await users();
      disturbing(disturbance, (message) => message.page === page && message.position === 2);
      expect(await host.run()).toMatchObject({
        ...unchanged,
        readReport: { complete: true, restarts: 1, entries: PEOPLE },
      });
      expect(await users()).toEqual(before);
    },
  );

  /** Closes the next connections before the first page. */
  const closing = (bytes: number, connections: number) => {
    const last = proxy.connections + connections;
    proxy.closesAfter = (connection) => (connection <= last ? bytes : Infinity);
  };

  it.each([0, 10, 20, 300])('reads everyone when a connection was closed after %i bytes', async (bytes) => {
    closing(bytes, 1);
    expect(await host.run()).toMatchObject({ ...unchanged, readReport: { complete: true, restarts: 1 } });
  });

  it('fails when each connection is closed at once, and says so', async () => {
    closing(0, 3);
    const { status, reason, readReport } = await host.run();
    expect({ status, readReport }).toMatchObject({ status: 'failed', readReport: { complete: false, restarts: 2 } });
    expect(reason).toMatchObject({ code: 'LDAP_UNREACHABLE', params: { because: 'closed' } });
    const text = errorText('en', 'LDAP_UNREACHABLE', reason?.params ?? {});
    expect(text).toContain(`${proxy.url} accepted the connection and closed it.`);
  });

  it.each([
    [51, 'busy'],
    [52, 'unavailable'],
  ])('reads everyone again when the directory ends a page with %i (%s)', async (status) => {
    disturbing({ status }, ({ page, position }) => page === 3 && position === 4);
    expect(await host.run()).toMatchObject({ ...unchanged, readReport: { complete: true, restarts: 1 } });
  });

  it('reads everyone again when the directory falls silent within a page', async () => {
    const change = (responseSeconds: number) =>
      host.jobs.saveSettings(JOB, { settings: { dataPool: { responseSeconds } }, changedBy: null });
    await change(1);
    disturbing('stall', ({ page, position }) => page === 2 && position === 5);
    expect(await host.run()).toMatchObject({ ...unchanged, readReport: { complete: true, restarts: 1 } });
    await change(60);
  });

  it.each([
    [3, 'timeLimitExceeded'],
    [4, 'sizeLimitExceeded'],
    [11, 'adminLimitExceeded'],
  ])('changes nobody when the directory ends a page with %i (%s)', async (status, reason) => {
    const before = await users();
    disturbing({ status }, ({ page, isEnd }) => page === 3 && isEnd);
    expect(await host.run()).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason, limits: 'openLdap' } },
      readReport: { complete: false, restarts: 0 },
    });
    expect(await users()).toEqual(before);
  });

  it('changes nobody when the directory calls a half a success', async () => {
    const before = await users();
    disturbing({ status: 0 }, ({ page, position }) => page === 3 && position === 4);
    expect(await host.run()).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: 'no paging control in the response' } },
    });
    expect(await users()).toEqual(before);
  });

  it('changes nobody when the connection is lost again and again', async () => {
    const before = await users();
    disturbing('cut', ({ page }) => page === 3, 3);
    expect(await host.run()).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: 'the connection was lost' } },
      readReport: { complete: false, restarts: 2 },
    });
    expect(await users()).toEqual(before);
  });

  it('makes nobody twice when a page is returned again', async () => {
    const before = await users();
    disturbing('repeat', ({ page, position }) => page === 3 && position === 1);
    expect(await host.run()).toMatchObject({ ...unchanged, readReport: { restarts: 1 } });
    expect(await users()).toEqual(before);
    expect(await host.run()).toMatchObject(unchanged);
  });

  it('reads everyone again when a page is missing, which a count of its own finds', async () => {
    const before = await users();
    disturbing('drop', ({ page, isEnd }) => page === 3 && !isEnd);
    const readReport = { complete: true, restarts: 1, entries: PEOPLE, counted: PEOPLE, aliases: 0 };
    expect(await host.run()).toMatchObject({ ...unchanged, readReport });
    expect(await users()).toEqual(before);
  });

  it('fails when a page is missing each time', async () => {
    const before = await users();
    disturbing('drop', ({ page, isEnd }) => page === 3 && !isEnd, 3);
    expect(await host.run()).toMatchObject({
      status: 'failed',
      reason: { params: { reason: '45 entries were counted, but 35 were read' } },
      readReport: { complete: false, restarts: 2, entries: 35, counted: PEOPLE },
    });
    expect(await users()).toEqual(before);
  });

  // The last one: whoever was changed in the last five minutes is not counted.
  it('reads everyone while people are changed all the time', async () => {
    const before = await users();
    const writing = new AbortController();
    const written = (async () => {
      let number = 0;
      for (; !writing.signal.aborted; number += 1) {
        const uid = `user${String((number % PEOPLE) + 1).padStart(6, '0')}`;
        await directory.slapd.modify(directory.dn(uid), { description: String(number) });
      }
      return number;
    })();
    for (let run = 0; run < 3; run += 1) expect(await host.run()).toMatchObject(unchanged);
    writing.abort();
    expect(await written).toBeGreaterThan(100);
    expect(await users()).toEqual(before);
  });
});
