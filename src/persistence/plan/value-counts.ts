import type { Statements } from '../database/database.js';
import { join, raw, type Sql, sql, type SqlStatement, statement } from '../database/sql.js';
import { type ValueChange, valueChanges } from '../journal/value-changes.js';
import { changesOfUsers, type JudgedPlan, type JudgedRead } from './evidence-sql.js';
import { type JudgedValue, judgedValues } from './judged-values.js';
import { linkedEntries } from './population.js';

/** A value that changes. */
export interface CountedValue extends JudgedValue {
  /** Whether the change `c` changes it. */
  readonly when: Sql;
  /** How many people it changes for. */
  readonly people: number;
}

/** The values that change for somebody: one look at the changes of existing users. */
export async function countValues(
  transaction: Statements,
  plan: JudgedPlan,
  change: ValueChange,
): Promise<readonly CountedValue[]> {
  const values = judgedValues(plan, change).map((value) => ({
    ...value,
    when: valueChanges(change, value.position, value.defaultValue),
  }));
  if (values.length === 0) return [];
  const counts = values.map(({ when }) => sql`count(*) filter (where ${when})`);
  const people = await numbers(transaction, statement(sql`select ${asJson(counts)} ${changesOfUsers(plan)}`));
  return values.flatMap((value, index) => (people[index] ? [{ ...value, people: people[index] }] : []));
}

/** How many of the people read have each of the values: one look at everyone. */
export async function totalsOf(
  transaction: Statements,
  plan: JudgedRead,
  values: readonly JudgedValue[],
): Promise<readonly number[]> {
  if (values.length === 0) return [];
  const linked = values.map(({ current }) => sql`count(*) filter (where (${current}) <> '')`);
  const takenOver = values.map(({ position }) => sql`count(*) filter (where ${raw(`c.before[${position}]`)} <> '')`);
  const ofLinked = await numbers(transaction, statement(sql`select ${asJson(linked)} ${linkedEntries(plan)}`));
  const ofTakenOver = await numbers(
    transaction,
    statement(sql`select ${asJson(takenOver)} ${changesOfUsers(plan)} and c.matched_by <> 'link'`),
  );
  return values.map((_, index) => (ofLinked[index] ?? 0) + (ofTakenOver[index] ?? 0));
}

function asJson(counts: readonly Sql[]): Sql {
  return sql`to_json(array[${join(counts)}]::int[])::text as numbers`;
}

async function numbers(transaction: Statements, { sql: text, values }: SqlStatement): Promise<readonly number[]> {
  const [row] = await transaction.query<{ numbers: string }>(text, values);
  return JSON.parse(row?.numbers ?? '[]') as readonly number[];
}
