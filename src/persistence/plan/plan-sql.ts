import { readFileSync } from 'node:fs';
import { raw, type SqlStatement, sql, statement } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { type PlannedRun, projection } from './projection.js';

const PLAN = readFileSync(new URL('plan.sql', import.meta.url), 'utf8');
const START = 'with recursive\n';

/**
 * The plan of a run as one statement over staging, links and users: it writes the changes and the problems and returns
 * what it counted. `plan.sql` says how; here the projection of the host's columns is put in front of it.
 */
export function planSql(users: UserTable, tables: OwnTables, staged: StagedTable, run: PlannedRun): SqlStatement {
  const [comment = '', steps = ''] = PLAN.split(START);
  return statement(sql`${raw(comment + START)}
${projection(users, staged, run)},
${raw(withNames(steps, tables))}`);
}

/** The add-on's tables, in the schema of the host. */
function withNames(steps: string, { link, change, problem }: OwnTables): string {
  const names: Readonly<Record<string, string>> = {
    directory_link: link,
    batch_change: change,
    batch_problem: problem,
  };
  return steps.replaceAll(/\b(directory_link|batch_change|batch_problem)\b/g, (name) => names[name] ?? name);
}
