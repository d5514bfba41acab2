import type { Figure } from '../../engine/ports/plan-evidence.js';
import type { Statements } from '../database/database.js';
import { arrayParameter, parameter, raw, type SqlStatement, sql, statement } from '../database/sql.js';
import { organizationalUnit, unitKey } from '../journal/organizational-unit.js';
import type { JudgedPlan } from './evidence-sql.js';

/** How many linked people have no entry, by organizational unit in lower case. */
type Unseen = Readonly<Record<string, number>>;

interface UnseenUnit {
  readonly key: string;
  readonly unit: string;
  readonly people: number;
}

/** The last good run that read the directory: whom it did not see, and how many entries it read. */
interface LastGood {
  readonly unseen: string | null;
  readonly read: number;
}

/**
 * The people whom the last good run saw and this read does not. A person who moved has an entry, and is not lost. Stores
 * with the run whom it did not see, so that the next one does not take them for lost again.
 *
 * @param read number of entries.
 */
export async function lostPeople(
  transaction: Statements,
  plan: JudgedPlan,
  read: number,
  floor: number,
): Promise<readonly Figure[]> {
  const units = await query<UnseenUnit>(transaction, unseenSql(plan));
  const unseen = Object.fromEntries(units.map(({ key, people }) => [key, people]));
  const [last] = await query<LastGood>(transaction, rememberSql(plan, unseen));
  if (!last) return [];
  // A run of an earlier version stored only how many entries it read.
  if (last.unseen === null) return [{ unit: null, people: Math.max(last.read - read, 0), total: last.read }];

  const before = JSON.parse(last.unseen) as Unseen;
  const lost = units
    .map((unit) => ({ ...unit, known: before[unit.key] ?? 0, people: unit.people - (before[unit.key] ?? 0) }))
    .filter(({ people }) => people > 0);
  const people = lost.reduce((sum, unit) => sum + unit.people, 0);
  if (people <= floor) return [];

  const linked = await query<{ key: string | null; people: number }>(transaction, linkedSql(plan, lost));
  const totals = new Map(linked.map((each) => [each.key, each.people]));
  const known = Object.values(before).reduce((sum, each) => sum + each, 0);
  return [
    { unit: null, people, total: (totals.get(null) ?? 0) - known },
    ...lost
      .filter((unit) => unit.people > floor)
      .map((unit) => ({ unit: unit.unit, people: unit.people, total: (totals.get(unit.key) ?? 0) - unit.known })),
  ];
}

function unseenSql({ dataPool, staged, tables }: JudgedPlan): SqlStatement {
  const dn = raw('l.dn');
  return statement(sql`select ${unitKey(dn)} as key, min(${organizationalUnit(dn)}) as unit, count(*)::int as people
  from ${raw(tables.link)} l
  where l.data_pool = ${parameter(dataPool)}
    and not exists (select from ${raw(staged.name)} s where s.stable_id = l.stable_id)
  group by 1`);
}

function rememberSql({ runId, tables }: JudgedPlan, unseen: Unseen): SqlStatement {
  const run = raw(tables.run);
  return statement(sql`with this_run as (
  update ${run} set unseen = ${parameter(JSON.stringify(unseen))}::jsonb where id = ${parameter(runId)}::uuid
  returning job, data_pool
)
select g.unseen::text as unseen, coalesce((g.counts ->> 'read')::int, 0) as read
from this_run t
join ${run} g on g.job = t.job and g.data_pool = t.data_pool
where g.status in ('succeeded', 'succeeded-with-problems') and g.reverts_run_id is null
order by g.started_at desc limit 1`);
}

/** The linked people: all of them (key null), and those of some units. */
function linkedSql({ dataPool, tables }: JudgedPlan, units: readonly UnseenUnit[]): SqlStatement {
  const key = unitKey(raw('l.dn'));
  const of = sql`from ${raw(tables.link)} l where l.data_pool = ${parameter(dataPool)}`;
  return statement(sql`select null as key, count(*)::int as people ${of}
union all
select ${key}, count(*)::int ${of} and ${key} = any(${arrayParameter(units.map((unit) => unit.key))}) group by 1`);
}

function query<T extends object>(transaction: Statements, { sql: text, values }: SqlStatement): Promise<T[]> {
  return transaction.query<T>(text, values);
}
