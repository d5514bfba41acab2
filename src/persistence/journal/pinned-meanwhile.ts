import type { MappingTarget } from '../../mapping/mapping-rule.js';
import { raw, sql, textOf } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { UserTable } from '../users/user-table.js';
import { attributeNames, isOfChunk } from './chunk-sql.js';
import { valueOrder } from './value-order.js';
import { isPinned, writtenColumns } from './written-columns.js';

/** Someone pinned a value while the chunk waited for the user. */
export class PinnedMeanwhile extends Error {
  constructor() {
    super('Someone pinned a value of a user that was being written.');
  }
}

/**
 * Whether applied changes of a chunk replaced a pinned value (`found`). Parameters: run, numbers of the changes.
 *
 * A pin takes the lock of its user. A statement that waited for this lock does not see the pin: it sees the pins of the
 * time when it began. This one begins later, and holds the users by then.
 */
export function pinnedMeanwhileSql(users: UserTable, tables: OwnTables, targets: readonly MappingTarget[]): string {
  const pins = sql`${raw(tables.pin)} p`;
  return textOf(sql`with
${attributeNames(tables, valueOrder(targets))}applied as (
  select c.user_id, c.before, c.after from ${raw(tables.change)} c
  where ${isOfChunk('c')} and c.kind <> 'create' and c.state <> 'refused'
)
select case when exists (select from ${pins} where ${raw(IN_FORCE)}) then exists (
  select from applied c join ${pins} on p.user_id = c.user_id
  where ${raw(IN_FORCE)} and (${isPinned(writtenColumns(users, targets))})
) else false end as found`);
}
