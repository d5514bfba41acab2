import { readFileSync } from 'node:fs';
import { raw, type Sql, type SqlStatement, sql, statement } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import { isGoodRun } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { PinnedValues } from './pinned-values.js';
import { type RunToPlan, projection } from './projection.js';

const PLAN = readFileSync(new URL('plan.sql', import.meta.url), 'utf8');
const START = 'with recursive\n';
const CONDITIONAL = /^ *-- if ([^\n]+)\n(.*?)^ *-- end if\n/gms;

/**
 * The plan of a run as one statement over staging, links and users. It writes the changes and the problems and returns
 * the counts. The steps are in `plan.sql`; the projection of the host's columns comes before them.
 *
 * @param read the staged entries as a relation, if they are not in a table.
 */
export function planSql(
  users: UserTable,
  tables: OwnTables,
  staged: StagedTable,
  run: RunToPlan,
  read: Sql = raw(''),
): SqlStatement {
  const [comment = '', steps = ''] = PLAN.split(START);
  const pins = pinsOfRun(tables, staged, run);
  const sent: Readonly<Record<string, boolean>> = {
    'the host hides users': run.visible !== undefined,
    'values are pinned': !pins.isEmpty,
    'fields are skipped': staged.kept.length > 0,
    'everyone is read': run.job !== undefined,
    'people are linked again': run.choice === 'relink',
    'values are released': run.choice === 'release',
    'users are created again': run.choice === 'recreate',
  };
  const neededSteps = steps.replaceAll(CONDITIONAL, (_, condition: string, lines: string) =>
    sent[condition] ? lines : '',
  );
  return statement(sql`${raw(comment + START)}
${read}${projection(users, tables, staged, run, pins)},
${raw(
  withTableNames(
    neededSteps
      .replaceAll('next_user_key()', () => run.nextKey ?? users.key.next)
      .replaceAll('is_good_run(r)', isGoodRun('r')),
    tables,
  ),
)}`);
}

/** The pins of values that the run writes. */
function pinsOfRun(tables: OwnTables, { targets }: StagedTable, { pinned = [] }: RunToPlan): PinnedValues {
  const written = new Set<string>([...targets, 'state']);
  return new PinnedValues(
    tables,
    pinned.filter((name) => written.has(name)),
  );
}

/** Replaces the names of the add-on's tables by those with the host's schema. */
export function withTableNames(steps: string, { link, run, change, problem, decision }: OwnTables): string {
  const names: Readonly<Record<string, string>> = {
    directory_link: link,
    batch_run: run,
    batch_change: change,
    batch_problem: problem,
    conflict_decision: decision,
  };
  return steps.replaceAll(
    /\b(directory_link|batch_run|batch_change|batch_problem|conflict_decision)\b/g,
    (name) => names[name] ?? name,
  );
}
