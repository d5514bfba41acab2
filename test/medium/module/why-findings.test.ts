import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncWhy, type WhyPerson } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { addOnOptions, Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const STRICT = { enabled: true, percent: 0, people: 0 };

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('what a stopped run found about someone, on %s', (_, open) => {
  let directory: Directory;
  let database: HostDatabase;
  let host: Host;
  let stopped: string;

  beforeAll(async () => {
    directory = await Directory.start();
    for (const name of ['ada', 'lost']) await directory.addPerson(name, { displayName: `Shown ${name}` });
    database = await open();
    const { dataPool, mapping } = directory.settings;
    const { users } = addOnOptions();
    host = await Host.start(database, {
      users: { ...users, fields: { userName: 'login', displayName: 'given', lastName: 'family' } },
      seed: {
        dataPool: { ...dataPool, baseDn: `ou=people,${dataPool.baseDn}` },
        mapping: [
          ...mapping.filter(({ field }) => field === 'userName' || field === 'lastName'),
          { attribute: 'displayName', field: 'displayName', required: false },
        ],
        limits: { entries: STRICT, problems: STRICT, oneCause: STRICT },
      },
    });
    await host.run();
    await directory.slapd.delete(directory.dn('lost'));
    await directory.addPerson('broken', { sn: 'Too long for its column '.repeat(20) });
    stopped = (await host.run()).id;
  }, 120_000);

  afterAll(async () => {
    await host?.stop();
    await database?.drop();
    await directory?.stop();
  });

  async function person(who: string): Promise<WhyPerson> {
    const { people } = await host.app.get(BatchSyncWhy).why(JOB, who);
    expect(people).toHaveLength(1);
    return people[0] as WhyPerson;
  }

  const guardsAbout = async (who: string) =>
    (await person(who)).findings.filter(({ runId }) => runId === stopped).map(({ guard }) => guard);

  it('names the guard about missing entries for someone whom the run did not see, and for nobody else', async () => {
    expect(await person('lost')).toMatchObject({ verdict: 'ENTRY_NOT_FOUND', entry: null, user: { userName: 'lost' } });
    expect(await guardsAbout('lost')).toEqual(['entries']);
    expect(await guardsAbout('ada')).toEqual([]);
  });

  it('names one cause for an entry that has the problem', async () => {
    expect(await guardsAbout('broken')).toEqual(['oneCause']);
  });

  it('finds a user without an entry by its display name, in any case', async () => {
    expect(await person('SHOWN LOST')).toMatchObject({ entry: null, user: { userName: 'lost' } });
  });

  it('names problems in which a user without an entry was in the way of others', async () => {
    const { user } = await person('lost');
    await database.query(`insert into batch_problem (run_id, dn, code, params)
      values ('${stopped}', 'uid=other', 'VALUE_TAKEN', '{"field": "userName", "userId": "${user?.id}"}')`);
    expect((await person('lost')).problems).toMatchObject([{ dn: 'uid=other', code: 'VALUE_TAKEN' }]);
    expect((await person('ada')).problems).toEqual([]);
  });

  it('names the guard about problems for an entry that has any, if one cause is not looked for', async () => {
    const limits = { entries: STRICT, problems: STRICT, oneCause: { ...STRICT, enabled: false } };
    await host.jobs.saveSettings(JOB, { settings: { limits }, changedBy: null });
    stopped = (await host.run()).id;
    expect(await guardsAbout('broken')).toEqual(['problems']);
    expect(await guardsAbout('ada')).toEqual([]);
  });
});
