import { MikroORM } from '@mikro-orm/postgresql';
import { SqlApplier } from '../../../../src/persistence/apply/sql-applier.js';
import { openPersistence } from '../../../../src/persistence/persistence.js';
import { SqlRuns } from '../../../../src/persistence/runs/sql-runs.js';
import { SqlStaging } from '../../../../src/persistence/staging/sql-staging.js';
import { identityUsers } from './users.js';

/** A process that synchronizes 40 people in chunks of four, says how far it is, and is killed by its parent. */
const orm = await MikroORM.init({ clientUrl: process.argv[2] ?? '', entities: [identityUsers.entity as never] });
const { database, tables, users, turns } = await openPersistence(orm, { users: identityUsers as never });
const runs = new SqlRuns(orm, database, tables, turns, () => undefined);

const queued = await runs.queue({
  symbolicName: 'LDAPAddonBatchSync',
  mode: 'apply',
  trigger: 'manual',
  startedBy: null,
  scheduledFor: null,
});
const run = queued && (await runs.open(queued.id, 'main'));
if (!run) throw new Error('The run was not opened.');

const area = await new SqlStaging(users, tables, turns).open(run, ['userName']);
const people = Array.from({ length: 40 }, (_, index) => `person${index}`);
for (const id of people) {
  area.add({ stableId: id, dn: `uid=${id},dc=example`, fields: { userName: id }, attributes: {} });
}
const time = new Date(0).toISOString();
await area.plan({
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
});
const applier = new SqlApplier(users, tables, turns);
for await (const applied of applier.apply(run, 4, new AbortController().signal)) console.log(applied);
