import { IS_APPLIED } from '../../../../src/persistence/tables/batch-change.entity.js';
import { APPLIED_CHANGES } from '../../../services/applied-changes.js';
import type { TestHost } from './test-host.js';

const TABLES = [
  'identity_user',
  'directory_link',
  'batch_run',
  'batch_change',
  'batch_chunk',
  'batch_problem',
  'batch_presence',
  'conflict_decision',
  'batch_notification',
  'manual_change',
  'field_pin',
];

/** Users by name. */
export type Users = Readonly<Record<string, string>>;

export async function empty(host: TestHost): Promise<void> {
  await host.sql(`truncate ${TABLES.join(', ')}`);
}

/** Keeps all rows for `restore`. */
export async function save(host: TestHost): Promise<void> {
  for (const table of TABLES) {
    await host.sql(`drop table if exists saved_${table}`);
    await host.sql(`create table saved_${table} as table ${table}`);
  }
}

export async function restore(host: TestHost): Promise<void> {
  await empty(host);
  for (const table of TABLES) await host.sql(`insert into ${table} select * from saved_${table}`);
}

export interface State {
  readonly users: Users;
  /** How many changes were applied to each user. */
  readonly applied: Readonly<Record<string, number>>;
  /** Users without a link. */
  readonly unlinked: readonly string[];
  readonly notSeen: readonly string[];
}

/** Nobody is between two states, everyone written has a change, and everyone has a link. */
export function wrongBetween(before: State, after: Users, found: State): string[] {
  const names = [...new Set([...Object.keys(before.users), ...Object.keys(after)])];
  const halfWritten = names.filter((name) => ![before.users[name], after[name]].includes(found.users[name]));
  const unjournaled = names.filter((name) => {
    const changes = (found.applied[name] ?? 0) - (before.applied[name] ?? 0);
    return changes !== (found.users[name] === before.users[name] ? 0 : 1);
  });
  return [
    ...halfWritten.map((name) => `${name} is half-written`),
    ...unjournaled.map((name) => `the journal does not say what happened to ${name}`),
    ...found.unlinked.map((name) => `${name} has no link`),
  ];
}

/** The ended runs whose counts are not those of their rows. */
export async function untruthfulRuns(host: TestHost): Promise<readonly string[]> {
  const rows = await host.sql<{ run: string }>(
    `select r.id || ' ' || r.status || ' ' || r.counts::text as run from batch_run r
     where r.ended_at is null or not (r.mode = 'plan' and r.status = 'planned') and exists (
       select from (values ('create', 'created'), ('update', 'updated'), ('activate', 'activated'), ('release', 'released')) k (kind, count)
       where coalesce((r.counts ->> k.count)::int, 0) <> (
         select count(*) from batch_change c where c.run_id = r.id and ${IS_APPLIED}
           and k.kind = case c.matched_by when 'release' then 'release' else c.kind end))`,
  );
  return rows.map(({ run }) => `the run ${run}`);
}

export async function stateOf(host: TestHost): Promise<State> {
  const users = await host.sql<{ name: string; shown: string }>(
    `select user_name as name, title || ' ' || state::text as shown from identity_user order by 1`,
  );
  const applied = await host.sql<{ name: string; count: number }>(
    `select stable_id as name, count(*)::int as count from ${APPLIED_CHANGES} group by 1`,
  );
  const unlinked = await host.sql<{ name: string }>(
    `select user_name as name from identity_user u
     where not exists (select from directory_link l where l.user_id = u.id::text)`,
  );
  const notSeen = await host.sql<{ name: string }>(
    'select stable_id as name from directory_link where not_seen_since is not null',
  );
  return {
    users: Object.fromEntries(users.map(({ name, shown }) => [name, shown])),
    applied: Object.fromEntries(applied.map(({ name, count }) => [name, count])),
    unlinked: unlinked.map(({ name }) => name),
    notSeen: notSeen.map(({ name }) => name),
  };
}
