import { MikroORM } from '@mikro-orm/postgresql';
import { SYNCHRONIZE_ACTIVE } from '../../../../src/processes/synchronize-active.js';
import { SqlPlanApplier } from '../../../../src/persistence/journal/sql-plan-applier.js';
import { SqlRunStore } from '../../../../src/persistence/runs/sql-run-store.js';
import { PlanStore } from '../../../../src/persistence/plan/plan-store.js';
import { SqlPlanner } from '../../../../src/persistence/plan/sql-planner.js';
import { TemporaryReadStore } from '../../../../src/persistence/reads/temporary-read-store.js';
import type { Job } from '../../../../src/processes/job.js';
import { openPersistence } from './open-persistence.js';
import { identityUsers } from './users.js';

/** A process that synchronizes 40 people in chunks of four, prints its progress, and is killed by its parent. */
const orm = await MikroORM.init({ clientUrl: process.argv[2] ?? '', entities: [identityUsers.entity as never] });
const { database, tables, users, leases } = await openPersistence(orm, { users: identityUsers as never });
const runs = new SqlRunStore(orm, database, tables, leases, { runFinished: () => undefined });

const JOB: Job = {
  name: 'LDAPAddonBatchSync',
  symbolicName: 'LDAPAddonBatchSync',
  dataPool: 'main',
  settingKey: 'batch-synchronization.LDAPAddonBatchSync',
};

const queued = await runs.queue({
  job: JOB,
  mode: 'apply',
  trigger: 'manual',
  startedBy: null,
  scheduledFor: null,
});
const run = queued && (await runs.acquire(queued.id, JOB));
if (!run) throw new Error('The run was not started.');

const read = await new TemporaryReadStore(leases).open(run, ['userName']);
const people = Array.from({ length: 40 }, (_, index) => `person${index}`);
for (const id of people) {
  read.add({ stableId: id, dn: `uid=${id},dc=example`, fields: { userName: id }, attributes: {} });
}
const time = new Date(0).toISOString();
await read.finish();
await new SqlPlanner(users, tables, new PlanStore(tables, leases), database).plan(
  run,
  read.source,
  {
    complete: true,
    reason: null,
    server: '',
    baseDn: '',
    filter: '',
    pages: 1,
    entries: 40,
    referrals: 0,
    paged: true,
    startedAt: time,
    finishedAt: time,
  },
  { ...SYNCHRONIZE_ACTIVE, settingsShape: 'a'.repeat(64) },
);
const applier = new SqlPlanApplier(users, tables, leases, database);
for await (const applied of applier.apply(run, 4, new AbortController().signal)) console.log(applied);
