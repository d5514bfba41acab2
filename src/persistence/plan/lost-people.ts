import type { Figure } from '../../engine/ports/plan-evidence.js';
import type { Statements } from '../database/database.js';
import { parameter, raw, type SqlStatement, sql, statement } from '../database/sql.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import type { JudgedPlan, JudgedRead } from './evidence-sql.js';
import { figuresSql, type FigureSources } from './figures-sql.js';
import { lostSources, recordPresence } from './presence.js';

/** The last good run that read the directory. */
interface LastGood {
  /** Number of entries. */
  readonly read: number;
  /** Whether it noted whom it did not see. A run of an earlier version only counted what it read. */
  readonly noted: boolean;
}

/** The people whom the last good run saw and this read does not. */
export interface LostPeople {
  /** All people of the job whom this read did not contain. */
  readonly notSeen: number;
  /** In the whole read; undefined before the first good run. */
  readonly whole: Omit<Figure, 'unit'> | undefined;
  /** Empty if there are no more than the floor. */
  readonly figures: readonly Figure[];
}

/** @param read number of entries. */
export async function lostPeople(
  transaction: Statements,
  plan: JudgedRead,
  read: number,
  floor: number,
): Promise<LostPeople> {
  const { lost, notSeen } = await recordPresence(transaction, plan);
  const [last] = await query<LastGood>(transaction, lastGoodSql(plan));
  if (!last) return { notSeen, whole: undefined, figures: [] };
  const people = last.noted ? lost : Math.max(last.read - read, 0);
  if (!last.noted) {
    const whole = { people, total: last.read };
    return { notSeen, whole, figures: [{ unit: null, ...whole }] };
  }
  const sources = lostSources(plan);
  const figures = lost > floor ? await query<Figure>(transaction, figuresSql(sources, floor)) : [];
  const [known] = await query<{ total: number }>(transaction, knownSql(sources));
  return { notSeen, whole: { people, total: known?.total ?? 0 }, figures };
}

function knownSql({ among }: FigureSources): SqlStatement {
  return statement(sql`select count(*)::int as total from (${among}) a`);
}

function lastGoodSql({ job, dataPool, tables }: JudgedPlan): SqlStatement {
  return statement(sql`select coalesce((r.counts ->> 'read')::int, 0) as read, r.counts ->> 'notSeen' is not null as noted
from ${raw(tables.run)} r
where r.job = ${parameter(job)} and r.data_pool = ${parameter(dataPool)} and ${raw(isGoodRun('r'))}
order by r.fence desc limit 1`);
}

function query<T extends object>(transaction: Statements, { sql: text, values }: SqlStatement): Promise<T[]> {
  return transaction.query<T>(text, values);
}
