import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { BatchSyncWhy, type WhyPerson } from '../../../src/index.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('why, with a plan or other people in the way, on %s', (_, open) => {
  let directory: Directory;
  let database: HostDatabase;
  let host: Host;

  beforeAll(async () => {
    directory = await Directory.start();
    for (const name of ['ada', 'eve', 'kim']) await directory.addPerson(name, { employeeNumber: name });
  });

  beforeEach(async () => {
    database = await open();
    const { dataPool, mapping } = directory.settings;
    const rows = mapping.filter(({ field }) => field === 'lastName' || field === 'email');
    host = await Host.start(database, {
      seed: {
        dataPool: { ...dataPool, baseDn: `ou=people,${dataPool.baseDn}` },
        mapping: [{ attribute: 'employeeNumber', field: 'userName', required: true }, ...rows],
      },
    });
  });

  afterEach(async () => {
    await host.stop();
    await database.drop();
  });

  afterAll(() => directory.stop());

  async function person(who: string): Promise<WhyPerson> {
    const { people } = await host.app.get(BatchSyncWhy).why(JOB, who);
    expect(people).toHaveLength(1);
    return people[0] as WhyPerson;
  }

  /** A scheduled run, without waiting for the clock. */
  async function scheduled() {
    const job = await host.app.get(ProcessCatalog).job(JOB);
    await host.app.get(RunQueue).tick(job, new Date(Date.now() + 1_000));
    const [newest] = (await host.runs.list(JOB, { limit: 1 })).items;
    return host.ended(newest?.id ?? '');
  }

  it('says that a plan waits for approval, and what it would do', async () => {
    await host.run();
    expect(await person(directory.dn('ada'))).toMatchObject({ verdict: 'SYNCHRONIZED', plan: null });
    await directory.slapd.modify(directory.dn('ada'), { mail: 'ada@example.org' });
    await directory.addPerson('new', { employeeNumber: 'new' });
    await host.jobs.saveSettings(JOB, { settings: { approval: { policy: 'always' } }, changedBy: 'adam' });
    const { id } = await scheduled();
    expect(await person(directory.dn('ada'))).toMatchObject({
      verdict: 'PLAN_AWAITS_APPROVAL',
      plan: { runId: id, until: expect.any(Date), change: { kind: 'update', after: { email: 'ada@example.org' } } },
    });
    expect(await person('new')).toMatchObject({
      verdict: 'PLAN_AWAITS_APPROVAL',
      user: null,
      plan: { change: { kind: 'create', after: { userName: 'new' } } },
    });
    expect(await person('eve')).toMatchObject({
      verdict: 'SYNCHRONIZED',
      plan: { runId: id, change: null, refused: [] },
    });

    await directory.slapd.modify(directory.dn('eve'), { mail: 'eve@example.org' });
    expect(await person('eve')).toMatchObject({ verdict: 'PLAN_LACKS_CHANGE', plan: { runId: id, change: null } });
    await directory.slapd.delete(directory.dn('new'));
    for (const name of ['ada', 'eve']) await directory.slapd.modify(directory.dn(name), { mail: null });
  });

  it('does not promise a change that would be refused, because the person has changed since', async () => {
    await host.run();
    for (const name of ['ada', 'eve'])
      await directory.slapd.modify(directory.dn(name), { mail: `${name}@example.org` });
    await host.jobs.saveSettings(JOB, { settings: { approval: { policy: 'always' } }, changedBy: 'adam' });
    const { id } = await scheduled();
    expect(await person('ada')).toMatchObject({ verdict: 'PLAN_AWAITS_APPROVAL' });
    await database.query(`update app_user set mail = 'ada@example.org' where login = 'ada'`);
    await database.query(`update app_user set mail = 'other@example.org' where login = 'eve'`);

    const plan = { runId: id, change: null, refused: [{ field: 'email', cause: 'changed' }] };
    expect(await person('ada')).toMatchObject({ verdict: 'SYNCHRONIZED', plan });
    expect(await person('eve')).toMatchObject({ verdict: 'PLAN_REFUSES_CHANGE', plan });
    for (const name of ['ada', 'eve']) await directory.slapd.modify(directory.dn(name), { mail: null });
  });

  it('says that somebody else gives up the name in a run for everyone, and that a run alone cannot', async () => {
    await host.run();
    await directory.slapd.modify(directory.dn('ada'), { employeeNumber: 'eve' });
    expect(await person(directory.dn('ada'))).toMatchObject({
      verdict: 'PROBLEM_IN_NEXT_RUN',
      next: { kind: null, problem: null, fieldProblems: [{ code: 'NAME_TWICE_IN_DIRECTORY' }], namesFreedBy: [] },
    });
    // ada gets the name of eve, eve that of kim, and kim another one.
    await directory.slapd.modify(directory.dn('eve'), { employeeNumber: 'kim' });
    await directory.slapd.modify(directory.dn('kim'), { employeeNumber: 'other' });
    expect(await person(directory.dn('ada'))).toMatchObject({
      verdict: 'WILL_BE_UPDATED',
      next: { kind: 'update', after: { userName: 'eve' }, fieldProblems: [], namesFreedBy: [{ userName: 'eve' }] },
    });
    expect(await person(directory.dn('kim'))).toMatchObject({ next: { kind: 'update', namesFreedBy: [] } });
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { updated: 3, problems: 0 } });
    for (const name of ['ada', 'eve', 'kim'])
      await directory.slapd.modify(directory.dn(name), { employeeNumber: name });
  });

  it('counts someone among one cause of many problems also beyond the problems that are kept', async () => {
    const names = Array.from({ length: 24 }, (_each, index) => `long${index}`);
    for (const name of names) {
      await directory.addPerson(name, { employeeNumber: name, sn: 'Too long for its column '.repeat(20) });
    }
    const run = await host.run();
    expect(run).toMatchObject({ status: 'stopped', counts: { problems: 24 } });
    for (const name of names) {
      expect(await person(name)).toMatchObject({
        verdict: 'MAPPING_REJECTS',
        findings: [{ guard: 'oneCause', runId: run.id, problem: { code: 'VALUE_TOO_LONG' } }],
      });
    }
    expect(await person('ada')).toMatchObject({ findings: [] });
    for (const name of names) await directory.slapd.delete(directory.dn(name));
  });
});
