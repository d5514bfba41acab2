import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { aRunInput, RunFixture } from './run-fixture.js';

describe('a read that broke off', () => {
  beforeEach(() => {
    for (const level of ['log', 'warn'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  });

  const aRun = async (fixture: RunFixture) => {
    const input = aRunInput();
    input.dataPool.urls = ['ldap://a', 'ldap://b'];
    return fixture.run(input);
  };

  it('is done again from its first page, at the next server, and what was read before is dropped', async () => {
    const fixture = new RunFixture();
    fixture.interruptions = ['reading', 'connecting'];
    expect(await aRun(fixture)).toMatchObject({ status: 'succeeded' });

    const again = ['open read', 'close read'];
    expect(fixture.calls).toEqual(expect.arrayContaining(['acquire', ...again, ...again, 'open read', 'plan']));
    expect(fixture.stored.map((user) => user.fields.userName)).toEqual(['ada', 'grace']);
    expect(fixture.servers).toEqual(['ldap://a', 'ldap://b', 'ldap://a']);
    expect(fixture.planned?.restarts).toBe(2);
  });

  it('fails the run after the last restart, and the report says how often it was done again', async () => {
    const fixture = new RunFixture();
    fixture.interruptions = ['reading', 'reading', 'reading', 'reading'];
    expect(await aRun(fixture)).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE' },
      readReport: { complete: false, restarts: 2 },
    });
    expect(fixture.servers).toHaveLength(3);
  });

  it.each([
    ['no server could be reached at all', 'connecting' as const, undefined],
    ['the directory refused it', null, new SyncError('LDAP_RIGHTS_MISSING', { params: { baseDn: 'dc=x' } })],
  ])('is not done again when %s', async (_, interruption, error) => {
    const fixture = new RunFixture();
    fixture.interruptions = [interruption];
    fixture.readError = error;
    expect(await aRun(fixture)).toMatchObject({ status: 'failed', readReport: { restarts: 0 } });
    expect(fixture.servers).toEqual(['ldap://a']);
  });

  it('is not done again when the run is ended while it waits', async () => {
    const fixture = new RunFixture();
    fixture.interruptions = ['reading'];
    fixture.restarts.delays = [60_000];
    vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => fixture.shutdown.abort());
    expect(await aRun(fixture)).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(fixture.servers).toHaveLength(1);
  });
});

describe('a read with repeated entries', () => {
  beforeEach(() => {
    for (const level of ['log', 'warn'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
  });

  it('counts each entry once in the report', async () => {
    const fixture = new RunFixture();
    fixture.repeated = 1;
    fixture.readReport = { withStableId: 2, counted: 1 };
    await fixture.run();
    expect(fixture.planned).toMatchObject({ complete: true, entries: 1, withStableId: 1, repeated: 1 });
  });

  it('is done again, and not planned, when fewer people are left than were counted', async () => {
    const fixture = new RunFixture();
    fixture.repeated = 1;
    fixture.readReport = { counted: 2 };
    expect(await fixture.run()).toMatchObject({
      status: 'failed',
      reason: { code: 'DIRECTORY_READ_INCOMPLETE', params: { reason: '2 entries were counted, but 1 were read' } },
      readReport: { complete: false, reason: 'DIRECTORY_READ_INCOMPLETE', entries: 1, repeated: 1, restarts: 2 },
    });
    expect(fixture.planned).toBeUndefined();
  });
});

it('an entry that moved during the read counts once in the report', async () => {
  const fixture = new RunFixture();
  const entries = [
    { n: 1, dn: 'uid=ada,ou=before' },
    { n: 2, dn: 'uid=ada,ou=after' },
  ];
  fixture.shared = [{ stableId: 'id-ada', entries }];
  await fixture.run();
  expect(fixture.planned).toMatchObject({ entries: 1, repeated: 1 });
});
