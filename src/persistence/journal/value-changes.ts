import { raw, type Sql, sql } from '../database/sql.js';

export type ValueChange = 'emptied' | 'renamed';

/** True when the change `c` takes the value at the position away, or replaces it by another one. */
export function valueChanges(change: ValueChange, position: number): Sql {
  const [before, after] = [raw(`c.before[${position}]`), raw(`c.after[${position}]`)];
  return change === 'emptied' ? sql`${before} <> '' and coalesce(${after}, '') = ''` : sql`${before} <> ${after}`;
}
