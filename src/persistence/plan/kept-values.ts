import { raw, type Sql, sql } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import { textFormSql } from '../users/text-form.js';
import type { MappedValue } from './mapped-columns.js';

type Values = Pick<MappedValue, 'current' | 'next'>;

/**
 * The values that a read leaves as they are: those for which it has no valid one, and those that are still among the several that
 * it has. Only fields for which it does so for anyone cost anything.
 */
export class KeptValues {
  constructor(private readonly staged: StagedTable) {}

  get isEmpty(): boolean {
    return this.staged.kept.length === 0;
  }

  /** The value that the entry `s` has for the user `u`: the present one, in the form of texts, if it is among several. */
  choose<T extends Values>(name: string, value: T): T {
    if (!this.staged.chosen.some((target) => target === name)) return value;
    // As JSON, which has no collation that would be in the way of others.
    const present = sql`to_jsonb(${textFormSql(value.current)})`;
    const choices = raw(`(s.choices -> '${this.staged.numberOf(name)}')`);
    return afterRun(value, sql`${choices} @> ${present}`, sql`${present} #>> '{}'`);
  }

  /** The value after the run for the pair of the entry `s` and the user `u`. */
  keep<T extends Values>(name: string, value: T): T {
    if (!this.staged.kept.some((target) => target === name)) return value;
    return afterRun(value, raw(`${this.staged.numberOf(name)} = any(s.kept)`), value.current);
  }
}

function afterRun<T extends Values>(value: T, condition: Sql, stays: Sql): T {
  return { ...value, next: sql`case when ${condition} then ${stays} else ${value.next} end` };
}
