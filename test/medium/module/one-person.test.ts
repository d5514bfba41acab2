import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { BatchSyncUsers, BatchSyncWhy, type Run, type RunMode } from '../../../src/index.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const HIDDEN = 'hidden';
let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  directory = await Directory.start('ada', 'grace', 'alan');
});

afterEach(async () => {
  await host.stop();
  await database.drop();
});

afterAll(() => directory.stop());

async function synchronize(only: string, mode: RunMode = 'apply'): Promise<Run> {
  const { id } = await host.runs.start(JOB, { mode, startedBy: 'test', only });
  return host.ended(id);
}

/** A scheduled run, without waiting for the clock. */
async function scheduled(): Promise<Run> {
  const job = await host.app.get(ProcessCatalog).job(JOB);
  await host.app.get(RunQueue).tick(job, new Date(Date.now() + 60_000));
  const [newest] = (await host.runs.list(JOB, { limit: 1 })).items;
  return host.ended(newest?.id ?? '');
}

async function lastNames(): Promise<Readonly<Record<string, string>>> {
  const rows = await database.query<{ login: string; family: string }>('select login, family from app_user order by 1');
  return Object.fromEntries(rows.map(({ login, family }) => [login, family]));
}

async function userId(login: string): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `select user_no::text as id from app_user where login = '${login}'`,
  );
  return row?.id ?? '';
}

async function linkOf(login: string) {
  const user = await host.app.get(BatchSyncUsers).get(await userId(login));
  return user?.links[0];
}

const rename = (name: string, sn: string) => directory.slapd.modify(directory.dn(name), { sn });
const overview = async () => (await host.jobs.list())[0];
const runs = async () => (await host.runs.list(JOB)).items.length;

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('one person now, on %s', (_, open) => {
  beforeEach(async () => {
    for (const name of ['ada', 'grace', 'alan'])
      await directory.slapd.modify(directory.dn(name), { sn: name, cn: `${name} cn`, mail: null, description: null });
    database = await open();
    const { dataPool, mapping } = directory.settings;
    const filter = `(&(objectClass=inetOrgPerson)(!(description=${HIDDEN})))`;
    const baseDn = `ou=people,${dataPool.baseDn}`;
    host = await Host.start(database, { seed: { dataPool: { ...dataPool, baseDn, filter }, mapping } });
  });

  it('is read, planned and applied alone, however they are named', async () => {
    await host.run();
    const stableId = (await linkOf('ada'))?.stableId ?? '';
    const names = ['ada', 'ADA@example.org', directory.dn('ada').toUpperCase(), stableId, await userId('ada')];
    await directory.slapd.modify(directory.dn('ada'), { mail: 'ada@example.org' });
    await synchronize('ada');
    for (const [index, who] of names.entries()) {
      await rename('ada', `Lovelace ${index}`);
      await rename('grace', `Hopper ${index}`);
      const run = await synchronize(who);
      expect(run).toMatchObject({
        status: 'succeeded',
        only: directory.dn('ada'),
        counts: { read: 1, updated: 1, unchanged: 0, problems: 0, notSeen: 0 },
        readReport: { complete: true, entries: 1, baseDn: directory.dn('ada') },
      });
      expect((await host.runs.changes(run.id)).items).toMatchObject([
        { kind: 'update', after: { lastName: `Lovelace ${index}` } },
      ]);
    }
    expect(await lastNames()).toEqual({ ada: 'Lovelace 4', alan: 'alan', grace: 'grace' });
    expect(await synchronize('ada')).toMatchObject({ status: 'succeeded', counts: { read: 1, unchanged: 1 } });
    expect((await host.runs.list(JOB, { scope: 'everyone' })).items).toHaveLength(1);
    expect((await host.runs.list(JOB, { scope: 'person' })).items).toHaveLength(7);
  });

  it('is created before any run for everyone, and is not created again by it', async () => {
    expect(await synchronize('grace')).toMatchObject({ status: 'succeeded', counts: { read: 1, created: 1 } });
    expect(await lastNames()).toEqual({ grace: 'grace' });
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: 2, unchanged: 1 } });
  });

  it('is found by the link after a move, and is not mistaken for whoever has the DN now', async () => {
    await host.run();
    const moved = `uid=ada,ou=team,ou=people,${directory.slapd.baseDn}`;
    await directory.slapd.add(`ou=team,ou=people,${directory.slapd.baseDn}`, {
      objectClass: 'organizationalUnit',
      ou: 'team',
    });
    await directory.slapd.rename(directory.dn('ada'), moved);
    await directory.addPerson('ada', { sn: 'Another' });
    try {
      expect(await synchronize(await userId('ada'))).toMatchObject({ only: moved, counts: { read: 1, updated: 1 } });
      expect(await linkOf('ada')).toMatchObject({ dn: moved });
      expect(await lastNames()).toMatchObject({ ada: 'ada' });
    } finally {
      await directory.slapd.delete(directory.dn('ada'));
      await directory.slapd.rename(moved, directory.dn('ada'));
      await directory.slapd.delete(`ou=team,ou=people,${directory.slapd.baseDn}`);
    }
  });

  it('is a problem if the entry cannot be synchronized, and "Why?" knows whether that still holds', async () => {
    const why = async () => (await host.app.get(BatchSyncWhy).why(JOB, 'ada')).people[0];
    await database.query(`insert into app_user (login, condition) values ('ada', 'active'), ('ADA', 'active')`);
    expect(await synchronize(directory.dn('ada'))).toMatchObject({
      status: 'succeeded-with-problems',
      counts: { problems: 1 },
    });
    expect(await why()).toMatchObject({ verdict: 'PROBLEM_IN_NEXT_RUN', problems: [{ code: 'CANDIDATES_AMBIGUOUS' }] });
    await synchronize('grace');
    expect(await why()).toMatchObject({ verdict: 'PROBLEM_IN_NEXT_RUN' });
    await database.query(`delete from app_user where login = 'ADA'`);
    expect(await synchronize(directory.dn('ada'))).toMatchObject({ status: 'succeeded' });
    expect(await why()).toMatchObject({ verdict: 'SYNCHRONIZED', problems: [{ code: 'CANDIDATES_AMBIGUOUS' }] });
  });

  it('says nothing about anyone else: neither who is missing, nor that all is well', async () => {
    const whole = await host.run();
    await host.run('plan');
    await directory.slapd.modify(directory.dn('grace'), { description: HIDDEN });
    const before = await overview();
    expect(before?.outcomes.map(({ id }) => id)).toEqual([whole.id]);
    await synchronize('ada');
    const { changedSections: _changed, ...after } = (await overview()) ?? {};
    expect(after).toMatchObject({
      lastRunId: whole.id,
      lastGoodEnd: whole.endedAt,
      lastEnd: whole.endedAt,
      outcomes: before?.outcomes,
    });
    expect(await host.app.get(BatchSyncUsers).notSeen()).toEqual([]);
    expect(await linkOf('grace')).toMatchObject({ lastSeen: { runId: whole.id } });
    const next = await host.run();
    expect(next.counts).toMatchObject({ read: 2, notSeen: 1 });
    expect(await linkOf('grace')).toMatchObject({ notSeenSince: expect.any(Date), lastSeen: { runId: whole.id } });
  });

  it('is seen again, and was last seen by the run that read them alone', async () => {
    await host.run();
    await directory.slapd.modify(directory.dn('grace'), { description: HIDDEN });
    await host.run();
    await directory.slapd.modify(directory.dn('grace'), { description: null });
    const alone = await synchronize('grace');
    expect(alone.counts).toMatchObject({ read: 1, unchanged: 1 });
    expect(await linkOf('grace')).toMatchObject({ notSeenSince: null, lastSeen: { runId: alone.id } });
    await directory.slapd.modify(directory.dn('grace'), { description: HIDDEN });
    await host.run();
    expect(await linkOf('grace')).toMatchObject({ notSeenSince: expect.any(Date), lastSeen: { runId: alone.id } });
  });

  it('is refused without a run if there is not exactly one entry that a run would read', async () => {
    await host.run();
    const away = `uid=away,ou=elsewhere,${directory.slapd.baseDn}`;
    await directory.slapd.add(away, { objectClass: 'inetOrgPerson', uid: 'away', cn: 'away', sn: 'away' });
    for (const name of ['ada', 'grace']) await directory.slapd.modify(directory.dn(name), { mail: 'both@example.org' });
    await directory.slapd.modify(directory.dn('alan'), { description: HIDDEN });
    const before = await runs();
    const refusals = {
      nobody: { code: 'PERSON_NOT_FOUND', params: { who: 'nobody' } },
      'uid=*': { code: 'PERSON_NOT_FOUND' },
      '*': { code: 'PERSON_NOT_FOUND' },
      [directory.dn('nobody')]: { code: 'PERSON_NOT_FOUND' },
      'both@example.org': { code: 'PERSON_AMBIGUOUS', params: { who: 'both@example.org' } },
      [away]: { code: 'ENTRY_OUTSIDE_BASE', params: { dn: away } },
      alan: { code: 'ENTRY_FILTERED_OUT', params: { dn: directory.dn('alan') } },
    };
    for (const [who, error] of Object.entries(refusals)) await expect(synchronize(who)).rejects.toMatchObject(error);
    await host.run();
    await expect(synchronize('both@example.org')).rejects.toMatchObject({ code: 'PERSON_AMBIGUOUS' });
    expect(await runs()).toBe(before + 1);
    await directory.slapd.delete(away);
  });

  it('is no consent to changed settings for everyone', async () => {
    await scheduled();
    const mapping = directory.settings.mapping.map((row) =>
      row.field === 'lastName' ? { ...row, attribute: 'cn' } : row,
    );
    await host.jobs.saveSettings(JOB, { settings: { mapping }, changedBy: 'adam' });
    const plan = await synchronize('ada');
    expect(plan).toMatchObject({ status: 'planned', approvalNeed: { because: 'changed', sections: ['mapping'] } });
    await host.runs.approve(plan.id, { hash: plan.hash ?? '', reason: 'checked', approvedBy: 'olga' });
    expect(await host.ended(plan.id)).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(await lastNames()).toEqual({ ada: 'ada cn', alan: 'alan', grace: 'grace' });
    expect(await overview()).toMatchObject({ changedSections: ['mapping'] });
    expect(await scheduled()).toMatchObject({ status: 'planned', approvalNeed: { sections: ['mapping'] } });
  });

  it('waits for approval where the policy wants it, without holding up the schedule', async () => {
    await host.run();
    await host.jobs.saveSettings(JOB, { settings: { approval: { policy: 'always' } }, changedBy: 'adam' });
    await rename('ada', 'Lovelace');
    const plan = await synchronize('ada');
    expect(plan).toMatchObject({ mode: 'plan', status: 'planned', approvalNeed: { because: 'always' } });
    expect(await overview()).toMatchObject({ waitingPlan: null });
    await host.runs.approve(plan.id, { hash: plan.hash ?? '', reason: 'checked', approvedBy: 'olga' });
    expect(await host.ended(plan.id)).toMatchObject({ status: 'succeeded', only: directory.dn('ada') });
    expect(await lastNames()).toMatchObject({ ada: 'Lovelace' });
  });

  it('leaves a waiting plan valid, whose change of the same person is refused, unless it would create the person', async () => {
    await host.run();
    await rename('ada', 'Lovelace');
    await rename('grace', 'Hopper');
    const plan = await host.run('plan');
    await rename('ada', 'King');
    await synchronize('ada');
    expect(await host.runs.planState(plan.id)).toEqual({ next: 'approve', stale: null });
    await host.runs.approve(plan.id, { hash: plan.hash ?? '', reason: 'checked', approvedBy: 'olga' });
    expect(await host.ended(plan.id)).toMatchObject({ counts: { updated: 1, problems: 1 } });
    expect((await host.runs.problems(plan.id)).items).toMatchObject([
      { code: 'CHANGED_MEANWHILE', dn: directory.dn('ada') },
    ]);
    expect(await lastNames()).toMatchObject({ ada: 'King', grace: 'Hopper' });

    await directory.addPerson('joan');
    const creating = await host.run('plan');
    await synchronize('joan');
    expect(await host.runs.planState(creating.id)).toEqual({ next: 'approve', stale: 'newer-run' });
    await directory.slapd.delete(directory.dn('joan'));
  });

  it('is reverted like any other run', async () => {
    await host.run();
    await rename('ada', 'Lovelace');
    const { id } = await synchronize('ada');
    const revert = await host.ended((await host.runs.revert(id, { reason: 'wrong', startedBy: 'olga' })).id);
    await host.runs.approve(revert.id, { hash: revert.hash ?? '', reason: 'checked', approvedBy: 'olga' });
    expect(await host.ended(revert.id)).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });
    expect(await lastNames()).toMatchObject({ ada: 'ada' });
  });
});
