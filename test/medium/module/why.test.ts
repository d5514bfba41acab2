import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncWhy, type WhyPerson } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const PASSWORD_LIKE = /password|userPassword/i;

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('why someone is, or is not, synchronized, on %s', (_, open) => {
  let directory: Directory;
  let database: HostDatabase;
  let host: Host;
  let why: BatchSyncWhy;

  beforeAll(async () => {
    directory = await Directory.start();
    await directory.addPerson('ada', { givenName: 'Ada', mail: 'ada@example.org', title: 'Engineer' });
    await directory.addPerson('grace', { mail: 'grace@example.org' });
    await directory.addPerson('broken', { title: 'x', sn: 'Too long for its column '.repeat(20) });
    database = await open();
    const { dataPool, mapping } = directory.settings;
    const filter = '(&(objectClass=inetOrgPerson)(|(title=*)(uid=joan*))(!(uid=paren\\28)))';
    host = await Host.start(database, {
      seed: { dataPool: { ...dataPool, baseDn: `ou=people,${dataPool.baseDn}`, filter }, mapping },
    });
    await host.run();
    why = host.app.get(BatchSyncWhy);
  }, 120_000);

  afterAll(async () => {
    await host.stop();
    await database.drop();
    await directory.stop();
  });

  async function person(who: string): Promise<WhyPerson> {
    const { people } = await why.why(JOB, who);
    expect(people).toHaveLength(1);
    return people[0] as WhyPerson;
  }

  it('names entry, link and the run that wrote each field, however one is asked for', async () => {
    const byName = await person('ada');
    expect(byName).toMatchObject({
      verdict: 'SYNCHRONIZED',
      match: { by: 'link', users: [{ userName: 'ada' }] },
      next: { kind: null, problem: null },
      findings: [],
      entry: { dn: directory.dn('ada'), isBelowBase: true, filter: { isMet: true } },
      user: { userName: 'ada', matchedBy: 'link', fields: { email: { writtenBy: { runId: expect.any(String) } } } },
      problems: [],
    });
    expect(byName.mapping).toContainEqual({
      attribute: 'mail',
      field: 'email',
      value: 'ada@example.org',
      problem: null,
    });
    const { stableId } = byName.entry ?? {};
    for (const who of [
      'ADA',
      'ada@example.org',
      directory.dn('ada').toUpperCase(),
      stableId ?? '',
      byName.user?.id ?? '',
    ]) {
      expect(await person(who)).toEqual(byName);
    }
  });

  it('says which part of the filter an entry does not meet, as the server judges it', async () => {
    expect(await person('grace@example.org')).toMatchObject({
      verdict: 'FILTER_NOT_MET',
      user: null,
      entry: {
        filter: {
          isMet: false,
          parts: [
            { filter: '(objectClass=inetOrgPerson)', isMet: true, parts: [] },
            {
              filter: '(|(title=*)(uid=joan*))',
              isMet: false,
              parts: [
                { filter: '(title=*)', isMet: false },
                { filter: '(uid=joan*)', isMet: false },
              ],
            },
            { filter: '(!(uid=paren\\28))', isMet: true, parts: [{ filter: '(uid=paren\\28)', isMet: false }] },
          ],
        },
      },
    });
  });

  it('says that an entry is outside the base', async () => {
    const dn = `uid=away,ou=elsewhere,${directory.slapd.baseDn}`;
    await directory.slapd.add(dn, {
      objectClass: 'inetOrgPerson',
      uid: 'away',
      cn: 'away',
      sn: 'away',
      title: 'x',
      mail: 'away@example.org',
    });
    const { stableId } = (await person(dn)).entry ?? {};
    for (const who of [dn, 'away', stableId ?? '', 'away@example.org']) {
      expect(await person(who)).toMatchObject({ verdict: 'OUTSIDE_BASE', entry: { dn, isBelowBase: false } });
    }
    const { asked } = await why.why(JOB, 'away');
    expect(asked.map((search) => search.split(' ')[0])).toEqual([
      `ou=people,${directory.slapd.baseDn}`,
      `ou=people,${directory.slapd.baseDn}`,
      directory.slapd.baseDn,
    ]);
  });

  it('shows each row of the mapping, and the one that rejects the entry', async () => {
    const { verdict, mapping, problems } = await person('broken');
    expect(verdict).toBe('MAPPING_REJECTS');
    expect(mapping).toMatchObject([
      { field: 'userName', value: 'broken', problem: null },
      { field: 'firstName', value: null, problem: null },
      { field: 'lastName', value: null, problem: { code: 'VALUE_TOO_LONG' } },
      { field: 'email', value: null, problem: null },
    ]);
    expect(problems).toMatchObject([{ code: 'VALUE_TOO_LONG' }]);
  });

  it('says what the next run changes, or why it cannot', async () => {
    await database.query(`update app_user set given = 'Edited' where login = 'ada'`);
    expect(await person('ada')).toMatchObject({
      verdict: 'WILL_BE_UPDATED',
      next: { kind: 'update', before: { firstName: 'Edited' }, after: { firstName: 'Ada' } },
    });
    await database.query(`update app_user set given = 'Ada' where login = 'ada'`);
    await directory.addPerson('joanna');
    await database.query(`insert into app_user (login, condition) values ('joanna', 'new'), ('JOANNA', 'new')`);
    expect(await person('joanna')).toMatchObject({
      verdict: 'PROBLEM_IN_NEXT_RUN',
      match: { by: 'userName', value: 'joanna', users: [{ userName: 'joanna' }, { userName: 'JOANNA' }] },
      user: null,
      next: { kind: null, problem: { code: 'CANDIDATES_AMBIGUOUS' } },
    });
    await database.query(`delete from app_user where login = 'JOANNA'`);
    expect(await person('joanna')).toMatchObject({ verdict: 'WILL_BE_TAKEN_OVER' });
    await database.query(`delete from app_user where login = 'joanna'`);
  });

  it('finds an entry by a name that is shown only', async () => {
    await directory.slapd.add(`uid=shown,ou=people,${directory.slapd.baseDn}`, {
      objectClass: 'inetOrgPerson',
      uid: 'shown',
      cn: 'Shown Person',
      sn: 'Person',
      displayName: 'Person, Shown',
      title: 'x',
    });
    for (const who of ['shown person', 'Person, Shown']) {
      expect(await person(who)).toMatchObject({ verdict: 'WILL_BE_CREATED', mapping: expect.any(Array) });
    }
  });

  it('says that the run was stopped, and what it found about the person', async () => {
    await database.query(`insert into batch_run (job, symbolic_name, mode, trigger, status, reason_code, fence, position, started_at, ended_at, targets, guards)
      values ('${JOB}', '${JOB}', 'apply', 'manual', 'stopped', 'TOO_MANY_CHANGES', 1000, 1000000, now(), now(), '["userName"]', '[{"guard": "changes", "unit": null, "field": null}]')`);
    await database.query(`insert into batch_change (run_id, seq, kind, dn, stable_id, user_id, before, after)
      select r.id, 1, 'update', 'uid=ada', 'any', u.user_no::text, '{a,b}', '{a,c}' from batch_run r, app_user u
      where r.fence = 1000 and u.login = 'ada'`);
    await database.query(`update app_user set given = 'Edited' where login = 'ada'`);
    expect(await person('ada')).toMatchObject({
      verdict: 'RUN_STOPPED',
      next: { kind: 'update' },
      findings: [{ guard: 'changes', runId: expect.any(String) }],
    });
    await database.query(`update app_user set given = 'Ada' where login = 'ada'`);
    expect(await person('ada')).toMatchObject({ verdict: 'SYNCHRONIZED', findings: [{ guard: 'changes' }] });
    expect(await person('shown')).toMatchObject({ verdict: 'RUN_STOPPED', next: { kind: 'create' }, findings: [] });
    await database.query(`delete from batch_change where run_id = (select id from batch_run where fence = 1000)`);
    await database.query(`delete from batch_run where fence = 1000`);
  });

  it('says whom the next run creates or takes over', async () => {
    await directory.addPerson('joan');
    expect(await person('joan')).toMatchObject({ verdict: 'WILL_BE_CREATED', user: null });
    await database.query(`insert into app_user (login, condition) values ('JOAN', 'locked')`);
    expect(await person('joan')).toMatchObject({
      verdict: 'WILL_BE_TAKEN_OVER',
      user: { userName: 'JOAN', matchedBy: 'userName' },
    });
  });

  it('says that a user has no entry, and that nobody was found', async () => {
    await database.query(`insert into app_user (login, condition) values ('local', 'new')`);
    expect(await person('local')).toMatchObject({ verdict: 'ONLY_A_USER', entry: null, user: { userName: 'local' } });
    const nobody = await why.why(JOB, 'nobody');
    expect(nobody.people).toMatchObject([{ verdict: 'NOBODY_FOUND', entry: null, user: null }]);
    expect(nobody.asked.join()).toContain('(uid=nobody)');
  });

  it('asks for text as a value, never as a filter', async () => {
    for (const who of ['*', 'a*', 'x)(uid=ada', '\\2a', 'ada)(|(uid=*', '%', "'; drop table app_user; --", '']) {
      const { people } = await why.why(JOB, who);
      expect(people.map(({ verdict }) => verdict)).toEqual(['NOBODY_FOUND']);
    }
  });

  it('says that the server refused to search, which does not mean that there is no entry', async () => {
    const { search } = (await host.jobs.settings(JOB)).settings;
    const save = (dataPool: object) => host.jobs.saveSettings(JOB, { settings: { dataPool }, changedBy: null });
    const { bindDn, bindPassword } = directory.settings.dataPool;
    await save({ bindDn: '', bindPassword: '' });
    const report = await why.why(JOB, 'nobody');
    expect(report).toMatchObject({
      directoryError: { code: 'LDAP_RIGHTS_MISSING', params: { baseDn: `ou=people,${directory.slapd.baseDn}` } },
      people: [{ verdict: 'SEARCH_REFUSED', entry: null }],
    });
    expect(report.asked[0]).toMatch(/\(uid=nobody\).*: LDAP_RIGHTS_MISSING$/);
    const refused = host.runs.start(JOB, { mode: 'apply', startedBy: null, only: 'nobody' });
    await expect(refused).rejects.toMatchObject({ code: 'LDAP_RIGHTS_MISSING' });
    await save({ bindDn, bindPassword, baseDn: `ou=none,${directory.slapd.baseDn}` });
    expect(await why.why(JOB, 'nobody')).toMatchObject({
      directoryError: { code: 'LDAP_BASE_NOT_FOUND' },
      people: [{ verdict: 'SEARCH_REFUSED' }],
    });
    expect(await person('grace@example.org')).toMatchObject({ verdict: 'OUTSIDE_BASE' });
    await host.jobs.saveSettings(JOB, { settings: { search }, changedBy: null });
  });

  it('contains no secret, and says why the directory could not be asked', async () => {
    expect(JSON.stringify(await why.why(JOB, 'ada'))).not.toMatch(PASSWORD_LIKE);
    await host.jobs.saveSettings(JOB, {
      settings: { dataPool: { urls: ['ldap://127.0.0.1:9'], bindPassword: 'x' } },
      changedBy: null,
    });
    const report = await why.why(JOB, 'ada');
    expect(report.directoryError).toMatchObject({ code: 'LDAP_UNREACHABLE' });
    expect(report.people).toMatchObject([{ verdict: 'DIRECTORY_NOT_ASKED', user: { userName: 'ada' } }]);
  });

  it('hides the values of rows that read secrets', async () => {
    const source = { kind: 'attribute', alternatives: ['givenName'] };
    const [name, given, ...others] = directory.settings.mapping;
    const mapping = [name, { ...given, attribute: 'userPassword', source }, ...others];
    await host.jobs.saveSettings(JOB, { settings: { mapping }, changedBy: null });
    expect((await person('ada')).user?.fields['firstName']?.value).toBe('•••');
  });
});
