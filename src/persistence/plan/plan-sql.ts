import { readFileSync } from 'node:fs';
import { raw, type Sql, type SqlStatement, sql, statement } from '../database/sql.js';
import type { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { PinnedValues } from './pinned-values.js';
import { type RunToPlan, projection } from './projection.js';

const PLAN = readFileSync(new URL('plan.sql', import.meta.url), 'utf8');
const START = 'with recursive\n';
const ONLY_IF_HIDING = /^ *-- if the host hides users\n(.*?)^ *-- end if\n/gms;
const ONLY_IF_PINNED = /^ *-- if values are pinned\n(.*?)^ *-- end if\n/gms;
const ONLY_IF_SKIPPED = /^ *-- if fields are skipped\n(.*?)^ *-- end if\n/gms;

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
  const neededSteps = steps
    .replaceAll(ONLY_IF_HIDING, run.visible ? '$1' : '')
    .replaceAll(ONLY_IF_PINNED, pins.isEmpty ? '' : '$1')
    .replaceAll(ONLY_IF_SKIPPED, staged.kept.length > 0 ? '$1' : '');
  return statement(sql`${raw(comment + START)}
${read}${projection(users, staged, run, pins)},
${raw(
  withTableNames(
    neededSteps.replaceAll('next_user_key()', () => run.nextKey ?? users.key.next),
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
export function withTableNames(steps: string, { link, change, problem }: OwnTables): string {
  const names: Readonly<Record<string, string>> = {
    directory_link: link,
    batch_change: change,
    batch_problem: problem,
  };
  return steps.replaceAll(/\b(directory_link|batch_change|batch_problem)\b/g, (name) => names[name] ?? name);
}
