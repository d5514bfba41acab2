import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/index.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { RunQueue } from '../../../src/runs/run-queue.service.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

let directory: Directory;
let database: HostDatabase;
let host: Host;
let ticks = 0;

beforeAll(async () => {
  directory = await Directory.start('ada', 'grace');
});

afterEach(async () => {
  await host.stop();
  await database.drop();
});

afterAll(() => directory.stop());

const save = (settings: object, changedBy: string | null = 'adam') =>
  host.jobs.saveSettings(JOB, { settings: settings as Record<string, unknown>, changedBy });

/** Maps another attribute, so that the last name of everybody changes. */
const changeMapping = (attribute = 'cn') => {
  const mapping = directory.settings.mapping.map((row) => (row.field === 'lastName' ? { ...row, attribute } : row));
  return save({ mapping });
};

const lastNames = async () => {
  const rows = await database.query<{ family: string }>('select family from app_user order by login');
  return rows.map(({ family }) => family);
};

const overview = async () => (await host.jobs.list())[0];

/** A scheduled run, without waiting for the clock; undefined if the schedule starts none. */
async function scheduled(): Promise<Run | undefined> {
  const newest = async () => (await host.runs.list(JOB, { limit: 1 })).items[0];
  const before = await newest();
  const job = await host.app.get(ProcessCatalog).job(JOB);
  await host.app.get(RunQueue).tick(job, new Date(Date.now() + ++ticks * 1_000));
  const after = await newest();
  return after && after.id !== before?.id ? host.ended(after.id) : undefined;
}

const approve = async ({ id, hash }: Run, approvedBy: string | null = 'olga') => {
  await host.runs.approve(id, { hash: hash ?? '', reason: 'checked', approvedBy });
  return host.ended(id);
};

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('the approval policy on %s', (_, open) => {
  beforeEach(async () => {
    for (const name of ['ada', 'grace'])
      await directory.slapd.modify(directory.dn(name), { sn: name, cn: `${name} cn` });
    database = await open();
    host = await Host.start(database, { seed: directory.settings });
  });

  it('a scheduled run waits once the mapping has changed; approved it is applied, and the next one needs no approval', async () => {
    expect(await scheduled()).toMatchObject({ status: 'succeeded', approvalNeed: null });
    await changeMapping();
    expect(await overview()).toMatchObject({ changedSections: ['mapping'], waitingPlan: null });

    const plan = await scheduled();
    if (!plan) throw new Error('no run');
    expect(plan).toMatchObject({
      mode: 'plan',
      status: 'planned',
      trigger: 'schedule',
      counts: { updated: 2 },
      approvalNeed: { because: 'changed', sections: ['mapping'] },
    });
    expect(await lastNames()).toEqual(['ada', 'grace']);
    expect(await overview()).toMatchObject({
      status: 'succeeded',
      waitingPlan: { runId: plan.id, because: 'changed', sections: ['mapping'] },
    });

    expect(await approve(plan)).toMatchObject({ mode: 'apply', status: 'succeeded', approval: { by: 'olga' } });
    expect(await lastNames()).toEqual(['ada cn', 'grace cn']);
    expect(await overview()).toMatchObject({ changedSections: [], waitingPlan: null });

    await directory.slapd.modify(directory.dn('ada'), { cn: 'other' });
    expect(await scheduled()).toMatchObject({ status: 'succeeded', counts: { updated: 1 }, approvalNeed: null });
  });

  it('a schedule that fires while a plan waits makes no second one, but a new one when settings change again', async () => {
    await scheduled();
    await save({ schedule: { expression: '*/5 * * * *' } });
    await changeMapping();
    const first = await scheduled();
    expect(await scheduled()).toBeUndefined();

    await changeMapping('uid');
    await directory.slapd.modify(directory.dn('ada'), { sn: 'Lovelace' });
    await changeMapping('description');
    await changeMapping('cn');
    await save({ dataPool: { pageSize: 100, filter: '(&(objectClass=inetOrgPerson)(uid=*))' } });
    const second = await scheduled();
    expect(second).toMatchObject({ status: 'planned', approvalNeed: { sections: ['search', 'mapping'] } });
    expect(await overview()).toMatchObject({ waitingPlan: { runId: second?.id } });
    expect(first && (await host.runs.planState(first.id))).toEqual({ next: 'approve', stale: 'settings' });
  });

  it('needs no approval for the schedule, the password, or a plan that changes nobody', async () => {
    await scheduled();
    const { bindPassword } = directory.settings.dataPool;
    await save({ schedule: { expression: '0 5 * * *' }, dataPool: { bindPassword } });
    await directory.slapd.modify(directory.dn('ada'), { sn: 'Lovelace' });
    expect(await scheduled()).toMatchObject({ status: 'succeeded', counts: { updated: 1 } });

    await save({ limits: { names: { people: 99 } } });
    expect(await scheduled()).toMatchObject({ status: 'succeeded', counts: { unchanged: 2 } });
    expect(await overview()).toMatchObject({ changedSections: [] });
  });

  it('a manual start applies what had changed, because it was shown', async () => {
    await scheduled();
    await changeMapping();
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { updated: 2 }, approvalNeed: null });
  });

  it('"never" applies whatever changed, and "always" applies nothing by itself, not even the first run', async () => {
    await save({ approval: { policy: 'always' } });
    const first = await host.run();
    expect(first).toMatchObject({ status: 'planned', approvalNeed: { because: 'always', sections: [] } });
    expect(await approve(first, 'test')).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
    expect(await scheduled()).toMatchObject({ status: 'succeeded', counts: { unchanged: 2 } });

    await save({ approval: { policy: 'never' } });
    await changeMapping();
    expect(await scheduled()).toMatchObject({ status: 'succeeded', counts: { updated: 2 } });
  });

  it('a plan stays valid for the hours of the setting', async () => {
    const plan = await host.run('plan');
    await database.query(`update batch_run set planned_at = now() - interval '25 hours' where id = '${plan.id}'`);
    await expect(approve(plan)).rejects.toMatchObject({ code: 'PLAN_STALE', params: { because: 'age', hours: 24 } });

    await save({ approval: { validHours: 26 } });
    expect(await approve(plan)).toMatchObject({ status: 'succeeded' });
  });

  describe('with four eyes', () => {
    beforeEach(async () => {
      await scheduled();
      await save({ approval: { fourEyes: true } }, 'root');
    });

    const refused = (because: string) => ({ code: 'APPROVAL_NOT_ALLOWED', params: { because } });

    it('neither those who changed the settings nor someone unknown can approve the plan of a scheduled run', async () => {
      await changeMapping();
      await save({ schedule: { expression: '0 4 * * *' } }, 'sara');
      const plan = await scheduled();
      if (!plan) throw new Error('no run');

      for (const author of ['adam', 'sara', 'root'])
        await expect(approve(plan, author)).rejects.toMatchObject(refused('settings'));
      await expect(approve(plan, null)).rejects.toMatchObject(refused('unknown'));
      expect(await host.runs.approverObstacle(plan.id, 'adam')).toBe('settings');
      expect(await host.runs.approverObstacle(plan.id, 'olga')).toBe(null);
      expect(await lastNames()).toEqual(['ada', 'grace']);
      expect(await approve(plan, 'olga')).toMatchObject({ status: 'succeeded', approval: { by: 'olga' } });
    });

    it('when versions of the settings were deleted, a start by hand waits and nobody can approve the plan', async () => {
      await changeMapping();
      await save({ schedule: { expression: '0 4 * * *' } }, 'sara');
      await database.query('delete from admin_setting_version');
      const plan = await host.run();
      expect(plan).toMatchObject({ status: 'planned', approvalNeed: { because: 'four-eyes' } });
      await expect(approve(plan, 'olga')).rejects.toMatchObject(refused('unknown'));
      expect(await lastNames()).toEqual(['ada', 'grace']);
    });

    it('whoever started a run cannot approve its plan, and whoever changed the settings cannot apply them at once', async () => {
      await save({ schedule: { expression: '0 3 * * *' } }, 'test');
      await changeMapping();
      const plan = await host.run();
      expect(plan).toMatchObject({ status: 'planned', approvalNeed: { because: 'four-eyes', sections: ['mapping'] } });
      await expect(approve(plan, 'test')).rejects.toMatchObject(refused('start'));

      const both = [approve(plan, 'olga'), approve(plan, 'oskar')];
      const outcomes = await Promise.allSettled(both);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await lastNames()).toEqual(['ada cn', 'grace cn']);

      const revert = await host.runs.revert(plan.id, { reason: 'wrong', startedBy: 'olga' });
      await expect(approve(await host.ended(revert.id), 'olga')).rejects.toMatchObject(refused('start'));
      expect(await approve(await host.ended(revert.id), 'adam')).toMatchObject({ status: 'succeeded' });
    });
  });
});
