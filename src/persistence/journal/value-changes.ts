import { arrayParameter, raw, type Sql, sql } from '../database/sql.js';

export type ValueChange = 'emptied' | 'renamed';

/**
 * True when the change `c` takes the value at the position away, or replaces it by another one.
 *
 * @param defaultValue what the mapping writes where an entry has no value: it is none of the person's own, either.
 */
export function valueChanges(change: ValueChange, position: number, defaultValue?: string): Sql {
  const [before, after] = [raw(`c.before[${position}]`), raw(`c.after[${position}]`)];
  if (change === 'renamed') return sql`${before} <> ${after}`;
  if (defaultValue === undefined) return sql`${before} <> '' and coalesce(${after}, '') = ''`;
  const none = arrayParameter(['', defaultValue]);
  return sql`${before} <> all(${none}) and coalesce(${after}, '') = any(${none})`;
}
