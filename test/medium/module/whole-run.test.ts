import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, it } from 'vitest';

import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('a whole run on %s', (_, open) => {
  let directory: Directory;
  let database: HostDatabase;
  let host: Host;

  const users = async () => {
    const rows = await database.query<{ login: string; condition: string }>('select * from app_user order by login');
    return rows.map(({ login, condition }) => `${login} ${condition}`);
  };

  /** Changes whenever a row of a user, link or change is written, even with the same values. */
  const rowVersions = () =>
    database.query(
      `select 'user' as kind, ctid::text, xmin::text from app_user union all
       select 'link', ctid::text, xmin::text from directory_link union all
       select 'change', ctid::text, xmin::text from batch_change`,
    );

  beforeAll(async () => {
    directory = await Directory.start();
  });

  beforeEach(async () => {
    database = await open();
    host = await Host.start(database, { seed: directory.settings });
  });

  afterEach(async () => {
    await host.stop();
    await database.drop();
    for (const name of ['ada', 'grace', 'lovelace'])
      await directory.slapd.delete(directory.dn(name)).catch(() => undefined);
  });

  afterAll(() => directory.stop());

  it('creates missing users, sets every user of the directory to active, and writes nothing in a second run', async () => {
    await directory.addPerson('ada', { givenName: 'Ada', mail: 'ada@example.org' });
    await directory.addPerson('grace');
    await database.query(`insert into app_user (login, condition) values ('GRACE', 'locked'), ('other', 'new')`);

    expect(await host.run()).toMatchObject({
      status: 'succeeded',
      counts: { read: 2, created: 1, unchanged: 0, problems: 0 },
      readReport: { complete: true, entries: 2 },
    });
    expect(await users()).toEqual(['ada active', 'grace active', 'other new']);

    const before = await rowVersions();
    expect(await host.run()).toMatchObject({
      status: 'succeeded',
      counts: { read: 2, created: 0, updated: 0, activated: 0, unchanged: 2, problems: 0 },
    });
    expect(await rowVersions()).toEqual(before);
  });

  it('updates a renamed user and activates a locked one', async () => {
    await directory.addPerson('ada');
    await directory.addPerson('grace');
    await host.run();
    await directory.slapd.rename(directory.dn('ada'), directory.dn('lovelace'));
    await database.query(`update app_user set condition = 'locked' where login = 'grace'`);

    expect(await host.run()).toMatchObject({ counts: { read: 2, created: 0, updated: 1, activated: 1, unchanged: 0 } });
    expect(await users()).toEqual(['grace active', 'lovelace active']);
  });

  it('records one problem for an invalid entry and creates the other users', async () => {
    await directory.addPerson('ada');
    await directory.addPerson('grace', { uid: 'grace' });
    await directory.slapd.modify(directory.dn('grace'), { sn: 'x'.repeat(300) });

    const run = await host.run();

    expect(run).toMatchObject({ status: 'succeeded-with-problems', counts: { read: 2, created: 1, problems: 1 } });
    expect(await host.runs.problems(run.id)).toMatchObject({
      items: [{ dn: directory.dn('grace'), code: 'VALUE_TOO_LONG', params: { limit: 255 } }],
    });
    expect(await users()).toEqual(['ada active']);
  });

  it('lists the changes of a plan and writes no user', async () => {
    await directory.addPerson('ada');
    const plan = await host.run('plan');

    expect(plan).toMatchObject({ status: 'planned', counts: { read: 1, created: 1 } });
    expect(await host.runs.changes(plan.id)).toMatchObject({ items: [{ kind: 'create', state: 'planned' }] });
    expect(await users()).toEqual([]);
  });

  it('stops and keeps the users when the directory returns no entries', async () => {
    await directory.addPerson('ada');
    await host.run();
    await directory.slapd.delete(directory.dn('ada'));

    expect(await host.run()).toMatchObject({ status: 'stopped', reason: { code: 'DIRECTORY_EMPTY' } });
    expect(await users()).toEqual(['ada active']);
  });

  it('fails with the reason and changes nothing when the directory refuses the bind', async () => {
    await directory.addPerson('ada');
    await host.run();
    await host.jobs.saveSettings(JOB, { settings: { dataPool: { bindPassword: 'wrong' } }, changedBy: null });

    expect(await host.run()).toMatchObject({
      status: 'failed',
      reason: { code: 'LDAP_BIND_REJECTED' },
      counts: { read: 0 },
    });
    expect(await users()).toEqual(['ada active']);
  });

  it('reports its health', async () => {
    await directory.addPerson('ada');
    await host.run();

    expect(await host.health.health()).toMatchObject({
      database: { up: true },
      directories: [{ dataPool: 'default', up: true, code: null }],
      schedules: [{ job: JOB, up: true, enabled: false, errors: [] }],
      queue: { up: true },
      lastGoodRuns: [{ job: JOB, ageSeconds: expect.any(Number) as number }],
    });
  });
});
