import { readFileSync } from 'node:fs';
import { raw, type SqlStatement, sql, statement } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { withTableNames } from './plan-sql.js';
import { revertProjection, type RevertToPlan } from './revert-projection.js';

const REVERT = readFileSync(new URL('revert.sql', import.meta.url), 'utf8');
const START = 'with recursive\n';

/** The plan of a revert as one statement over the journal and the users. The steps are in `revert.sql`. */
export function revertSql(users: UserTable, tables: OwnTables, plan: RevertToPlan): SqlStatement {
  const [comment = '', steps = ''] = REVERT.split(START);
  return statement(sql`${raw(comment + START)}
${revertProjection(users, tables, plan)},
${raw(withTableNames(steps, tables))}`);
}
