import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import { floorsOf } from '../../../src/engine/guards/guards.js';
import type { Evidence } from '../../../src/engine/ports/plan-evidence.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import type { SqlUsers } from '../../../src/persistence/journal/sql-users.js';
import type { Job } from '../../../src/processes/job.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import { people } from './support/judged-runs.js';
import {
  anEntry,
  applyAll,
  JOB,
  openRun,
  openTestHost,
  plan,
  type RunOptions,
  SETTINGS_SHAPE,
  type TestHost,
} from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const FLOORS = floorsOf(new LimitsSettings());
const STAFF = JOB;
const GUESTS = { ...JOB, name: 'guests' };
/** On another data pool. */
const PLANT = { ...JOB, name: 'plant', dataPool: 'plant' };
const [ada, grace, alan] = ['ada', 'grace', 'alan'].map((id) => anEntry(id)) as [
  DirectoryUser,
  DirectoryUser,
  DirectoryUser,
];

describe('people of several jobs on PostgreSQL', () => {
  let host: TestHost;
  let users: SqlUsers;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
    users = usersOf(host.persistence);
  });
  afterAll(() => host.close());
  beforeEach(async () => {
    await host.sql(
      'truncate identity_user, directory_link, batch_run, batch_change, batch_chunk, batch_problem, batch_presence',
    );
  });

  async function judge(job: Job, entries: readonly DirectoryUser[], options: RunOptions = {}, only?: string) {
    const run = await openRun(host, options.mode, job, only);
    let evidence: Evidence | undefined;
    await plan(host, run, entries, {
      ...options,
      onPlanned: async (source, counts) => {
        evidence = await host.evidence.ofRead(run, source, counts, FLOORS);
      },
    });
    return { run, evidence };
  }

  async function applied(run: LeasedRun): Promise<Run> {
    await applyAll(host, run);
    return host.runs.complete(run);
  }

  const synchronize = async (job: Job, entries: readonly DirectoryUser[]): Promise<Run> =>
    applied((await judge(job, entries)).run);

  const synchronizeAlone = async (job: Job, entry: DirectoryUser): Promise<Run> =>
    applied((await judge(job, [entry], {}, entry.dn)).run);

  const planned = async (job: Job, entries: readonly DirectoryUser[]): Promise<Run> =>
    host.runs.finishAsPlan((await judge(job, entries, { mode: 'plan' })).run);

  async function approved(job: Job, { id, hash }: Run): Promise<Run> {
    const approval = { settingsShape: SETTINGS_SHAPE, approvedBy: 'olga', reason: 'checked', validHours: 24 };
    await host.runs.approve({ runId: id, job, hash: hash ?? '', ...approval });
    const run = await host.runs.acquire(id, job);
    if (!run) throw new Error('The run is not queued.');
    return applied(run);
  }

  const notSeen = async () => (await users.notSeen()).map(({ dataPool, dn }) => [dataPool, dn]);
  const jobOf = async ({ stableId }: DirectoryUser) =>
    (await host.sql('select job from directory_link where stable_id = $1', [stableId])).map(({ job }) => job);

  it('are neither missed nor guarded by a job that never read them', async () => {
    const [staff, guests] = [people(30, 'ou=Staff,dc=example', 's'), people(20, 'ou=Guests,dc=example', 'g')];
    await synchronize(STAFF, staff);
    const first = await judge(GUESTS, guests);
    expect(first.evidence?.lost).toEqual([]);
    expect((await applied(first.run)).counts.notSeen).toBe(0);

    const second = await judge(GUESTS, guests.slice(15));
    expect(second.evidence?.lost).toMatchObject([
      { unit: null, people: 15, total: 20 },
      { unit: 'ou=Guests,dc=example', people: 15, total: 20 },
    ]);
    const listed = (await host.history.notSeen(second.run.id)).items.map(({ stableId }) => stableId);
    expect(listed.toSorted()).toEqual(
      guests
        .slice(0, 15)
        .map(({ stableId }) => stableId)
        .toSorted(),
    );
    expect((await applied(second.run)).counts.notSeen).toBe(15);
    expect(await notSeen()).toHaveLength(15);

    const { run, evidence } = await judge(STAFF, staff);
    expect(evidence?.lost).toEqual([]);
    expect((await applied(run)).counts.notSeen).toBe(0);
  });

  it('follow the job that saw them last', async () => {
    await synchronize(STAFF, [ada, grace]);
    await synchronize(GUESTS, [ada, alan]);
    expect(await jobOf(ada)).toEqual(['guests']);
    expect((await synchronize(STAFF, [grace])).counts.notSeen).toBe(0);
    expect(await notSeen()).toEqual([]);

    expect((await synchronize(GUESTS, [alan])).counts.notSeen).toBe(1);
    expect(await notSeen()).toEqual([['main', ada.dn]]);
    await synchronize(STAFF, [ada, grace]);
    expect(await notSeen()).toEqual([]);
    expect((await synchronize(GUESTS, [alan])).counts.notSeen).toBe(0);
  });

  it('follow a run for one person', async () => {
    await synchronize(STAFF, [ada, grace]);
    await synchronizeAlone(GUESTS, ada);
    expect((await synchronize(STAFF, [grace])).counts.notSeen).toBe(0);
    expect(await jobOf(ada)).toEqual(['guests']);
  });

  it('are not missed by a plan that waited while another job saw them', async () => {
    await synchronize(STAFF, [ada, grace]);
    const waiting = await planned(STAFF, [grace]);
    expect(waiting.counts.notSeen).toBe(1);
    await synchronize(GUESTS, [ada]);
    await approved(STAFF, waiting);
    expect(await notSeen()).toEqual([]);
    expect(await jobOf(ada)).toEqual(['guests']);
  });

  it('stay with the job that saw them after a plan that waited', async () => {
    await synchronize(GUESTS, [ada]);
    await synchronize(STAFF, [grace]);
    const waiting = await planned(STAFF, [ada, grace]);
    await synchronize(GUESTS, [ada]);
    await approved(STAFF, waiting);
    expect(await jobOf(ada)).toEqual(['guests']);
    expect((await synchronize(STAFF, [grace])).counts.notSeen).toBe(0);
  });

  it('are not created by a plan that waited while another job created them', async () => {
    await synchronize(GUESTS, [alan]);
    const waiting = await planned(STAFF, [ada]);
    await synchronize(GUESTS, [alan, grace]);
    expect((await host.runs.planState(waiting.id, SETTINGS_SHAPE, 24)).stale).toBeNull();
    await synchronize(GUESTS, [alan, grace, ada]);
    await expect(approved(STAFF, waiting)).rejects.toMatchObject({
      code: 'PLAN_STALE',
      params: { because: 'newer-run' },
    });
  });

  it('of other data pools are never missed, also under the same stable id', async () => {
    const elsewhere = anEntry('ada', { userName: 'ada-of-plant' }, { dn: 'uid=ada,ou=Plant,dc=example' });
    await synchronize(STAFF, [ada, grace]);
    expect((await synchronize(PLANT, [elsewhere])).counts.notSeen).toBe(0);
    expect(await jobOf(ada)).toEqual(expect.arrayContaining(['plant', STAFF.name]));
    expect((await synchronize(STAFF, [grace])).counts.notSeen).toBe(1);
    expect(await notSeen()).toEqual([['main', ada.dn]]);

    await synchronize(PLANT, [elsewhere, { ...grace, fields: { userName: 'grace-of-plant' } }]);
    expect(await notSeen()).toEqual([['main', ada.dn]]);
    expect((await synchronize(PLANT, [])).counts.notSeen).toBe(2);
    expect((await synchronize(STAFF, [grace])).counts.notSeen).toBe(1);
  });
});
