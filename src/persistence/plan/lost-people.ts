import type { RunCounts } from '../../contract/change-kinds.js';
import type { Figure } from '../../engine/ports/plan-evidence.js';
import type { Statements } from '../database/database.js';
import { parameter, raw, type SqlStatement, sql, statement } from '../database/sql.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import type { JudgedPlan, JudgedRead } from './evidence-sql.js';
import { figuresSql, type FigureSources } from './figures-sql.js';
import { isOfJob, lostSources, recordPresence } from './presence.js';

/** The last good run that read the directory. */
interface LastGood {
  /** Number of entries. */
  readonly read: number;
  /** Number of entries that were not active. */
  readonly inactive: number;
  /** Whether it noted whom it did not see. A run of an earlier version only counted what it read. */
  readonly noted: boolean;
}

/** The people whom the last good run saw as active and this read does not: it lacks them, or they have become inactive. */
export interface LostPeople {
  /** All people of the job whom this read did not contain. */
  readonly notSeen: number;
  /** In the whole read; undefined before the first good run. */
  readonly whole: Omit<Figure, 'unit'> | undefined;
  /** Empty if there are no more than the floor. */
  readonly figures: readonly Figure[];
}

export async function lostPeople(
  transaction: Statements,
  plan: JudgedRead,
  { read, inactive }: Pick<RunCounts, 'read' | 'inactive'>,
  floor: number,
): Promise<LostPeople> {
  const { lost, notSeen } = await recordPresence(transaction, plan);
  const [last] = await query<LastGood>(transaction, lastGoodSql(plan));
  if (!last) return { notSeen, whole: undefined, figures: [] };
  const becameInactive = await peopleInactive(transaction, plan, inactive - last.inactive);
  const people = (last.noted ? lost : Math.max(last.read - read, 0)) + becameInactive;
  if (!last.noted) {
    const whole = { people, total: last.read };
    return { notSeen, whole, figures: [{ unit: null, ...whole }] };
  }
  const sources = lostSources(plan);
  const inUnits = lost > floor ? await query<Figure>(transaction, figuresSql(sources, floor)) : [];
  const [known] = await query<{ total: number }>(transaction, knownSql(sources));
  const whole = { people, total: known?.total ?? 0 };
  const figures = people > floor ? [{ unit: null, ...whole }, ...inUnits.filter(({ unit }) => unit !== null)] : [];
  return { notSeen, whole, figures };
}

/**
 * How many known people have become inactive. Who was inactive before is not stored, only how many entries were: at most
 * as many people have become inactive as there are more such entries now, and as known people are inactive.
 */
async function peopleInactive(transaction: Statements, plan: JudgedRead, more: number): Promise<number> {
  if (more <= 0) return 0;
  const [row] = await query<{ people: number }>(transaction, knownInactiveSql(plan));
  return Math.min(more, row?.people ?? 0);
}

function knownInactiveSql({ job, dataPool, staged, tables }: JudgedRead): SqlStatement {
  return statement(sql`select count(*)::int as people from ${raw(tables.link)} l
join ${raw(staged.name)} s on s.stable_id = l.stable_id and s.code = 'INACTIVE'
where l.data_pool = ${parameter(dataPool)} and l.not_seen_since is null and ${isOfJob(job)}`);
}

function knownSql({ among }: FigureSources): SqlStatement {
  return statement(sql`select count(*)::int as total from (${among}) a`);
}

function lastGoodSql({ job, dataPool, tables }: JudgedPlan): SqlStatement {
  return statement(sql`select coalesce((r.counts ->> 'read')::int, 0) as read,
  coalesce((r.counts ->> 'inactive')::int, 0) as inactive, r.counts ->> 'notSeen' is not null as noted
from ${raw(tables.run)} r
where r.job = ${parameter(job)} and r.data_pool = ${parameter(dataPool)} and ${raw(isGoodRun('r'))}
order by r.fence desc limit 1`);
}

function query<T extends object>(transaction: Statements, { sql: text, values }: SqlStatement): Promise<T[]> {
  return transaction.query<T>(text, values);
}
