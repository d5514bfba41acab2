import type { OwnTables } from '../tables/own-tables.js';
import type { StagedTable } from '../reads/staged-table.js';
import { SOURCE, type UserTable } from '../users/user-table.js';
import { compareSql } from './compare-sql.js';
import { conflictSql } from './conflict-sql.js';
import { decideSql } from './decide-sql.js';
import { changesSql, problemsSql } from './journal-sql.js';
import { matchSql } from './match-sql.js';
import type { PlanContext } from './plan-context.js';
import { uniqueKeys } from './unique-keys.js';
import { Values } from './values.js';

export interface PlanStatement {
  readonly sql: string;
  readonly values: Values['list'];
}

/**
 * The plan of a run as one statement over staging, links and users: it writes the changes and the problems and returns
 * the counts. Its parts, in order: match, compare, conflict, decide, write.
 */
export function planSql(
  users: UserTable,
  tables: OwnTables,
  staged: StagedTable,
  run: { readonly id: string; readonly dataPool: string },
): PlanStatement {
  const values = new Values();
  const context: PlanContext = {
    users,
    tables,
    staged,
    values,
    runId: values.text(run.id),
    dataPool: values.text(run.dataPool),
    active: values.text(users.state.active),
    source: users.source ? values.text(SOURCE) : '', // a parameter that nothing names has no type
  };
  const keys = uniqueKeys(context);
  const parts = [
    ...matchSql(context),
    ...compareSql(context),
    ...conflictSql(context, keys),
    ...decideSql(),
    ...changesSql(context),
    problemsSql(
      context,
      keys.map(({ label }) => label),
    ),
  ];
  return { sql: `with recursive ${parts.join(',\n\n    ')}\n\n    ${countsSql(staged)}`, values: values.list };
}

function countsSql(staged: StagedTable): string {
  const kind = (name: string) => `(select count(*)::int from changes where kind = '${name}')`;
  return `select (select count(*)::int from ${staged.name}) as read,
      ${kind('create')} as created, ${kind('update')} as updated, ${kind('activate')} as activated,
      (select count(*)::int from matched m
        where not exists (select from decided d where d.n = m.n and d.outcome <> 'unchanged')) as unchanged,
      (select count(*)::int from problems) as problems`;
}
