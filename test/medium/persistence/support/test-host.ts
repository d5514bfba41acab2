import type { PGlite } from '@electric-sql/pglite';
import type { MikroORM } from '@mikro-orm/core';
import { MikroORM as PgliteOrm } from '@mikro-orm/pglite';
import { MikroORM as PostgresOrm } from '@mikro-orm/postgresql';
import { SYNCHRONIZE_ACTIVE } from '../../../../src/processes/synchronize-active.js';
import { DEFAULT_MATCHING, type MatchingField } from '../../../../src/contract/matching.js';
import type { ReadReport, Run, RunMode } from '../../../../src/contract/run.js';
import type { RunCounts } from '../../../../src/contract/change-kinds.js';
import type { FinishedRun } from '../../../../src/contract/sync-metrics.js';
import type { UserBinding } from '../../../../src/contract/user-binding.js';
import type { Job } from '../../../../src/processes/job.js';
import type { Decision } from '../../../../src/processes/process-definition.js';
import type { DefaultValues } from '../../../../src/mapping/default-values.js';
import type { DirectoryUser } from '../../../../src/mapping/directory-user.js';
import type { EntryProblem } from '../../../../src/mapping/directory-user.js';
import type { MappingRule, MappingTarget } from '../../../../src/mapping/mapping-rule.js';
import { SqlPlanApplier } from '../../../../src/persistence/journal/sql-plan-applier.js';
import { SqlJournal } from '../../../../src/persistence/journal/sql-journal.js';
import { SqlRevertedValues } from '../../../../src/persistence/journal/sql-reverted-values.js';
import { OrmRunHistory } from '../../../../src/persistence/runs/orm-run-history.js';
import { SqlPeopleNotSeen } from '../../../../src/persistence/runs/sql-people-not-seen.js';
import { SqlProblems } from '../../../../src/persistence/runs/sql-problems.js';
import { SqlRunSummary } from '../../../../src/persistence/runs/sql-run-summary.js';
import { SqlRunStore } from '../../../../src/persistence/runs/sql-run-store.js';
import { SqlPlanEvidence } from '../../../../src/persistence/plan/sql-plan-evidence.js';
import { PlanStore } from '../../../../src/persistence/plan/plan-store.js';
import { SqlPlanner } from '../../../../src/persistence/plan/sql-planner.js';
import { SqlRevertPlanner } from '../../../../src/persistence/plan/sql-revert-planner.js';
import { TemporaryReadStore } from '../../../../src/persistence/reads/temporary-read-store.js';
import type { ReadSource } from '../../../../src/engine/ports/read-store.js';
import type { LeasedRun } from '../../../../src/engine/ports/run-store.js';
import { openPglite } from '../../../services/embedded.js';
import { createDatabase } from '../../../services/postgres.js';
import { openPersistence, type Persistence, type PersistenceOptions } from './open-persistence.js';
import { identityUsers } from './users.js';

export type Kind = 'PostgreSQL' | 'PGlite';
export const KINDS: readonly Kind[] = ['PostgreSQL', 'PGlite'];

export const POOL = 'main';
export const JOB: Job = {
  name: 'LDAPAddonBatchSync',
  symbolicName: 'LDAPAddonBatchSync',
  dataPool: POOL,
  settingKey: 'batch-synchronization.LDAPAddonBatchSync',
};

/** A database with the tables of the host and of the add-on, and the services that use it. */
export interface TestHost {
  readonly kind: Kind;
  readonly orm: MikroORM;
  readonly persistence: Persistence;
  readonly runs: SqlRunStore;
  readonly reads: TemporaryReadStore;
  readonly planner: SqlPlanner;
  readonly evidence: SqlPlanEvidence;
  readonly revertPlanner: SqlRevertPlanner;
  readonly applier: SqlPlanApplier;
  readonly history: OrmRunHistory;
  readonly url: string;
  /** Abandoned runs that these services closed. */
  readonly abandoned: readonly FinishedRun[];
  sql<T extends object = Record<string, unknown>>(
    statement: string,
    values?: readonly (string | number)[],
  ): Promise<T[]>;
  close(): Promise<void>;
}

export interface HostOptions {
  readonly users?: UserBinding;
  /** How long a locked user is waited for. */
  readonly lockSeconds?: number;
  readonly migrate?: boolean;
  readonly through?: PersistenceOptions['through'];
}

export async function openTestHost(
  kind: Kind,
  { users = identityUsers as UserBinding, migrate = true, ...more }: HostOptions = {},
) {
  const postgres = kind === 'PostgreSQL' ? await createDatabase() : undefined;
  const pglite = postgres ? undefined : await openPglite();
  const orm = postgres ? await openPostgres(postgres.url, users) : await openOverPglite(pglite, users);
  await orm.schema.create();
  const host = await servicesOver(kind, orm, postgres?.url ?? '', { users, migrate, ...more });
  return {
    ...host,
    close: async () => {
      await orm.close(true);
      await pglite?.close();
      await postgres?.drop();
    },
  };
}

export async function openPostgres(url: string, users: UserBinding): Promise<MikroORM> {
  return PostgresOrm.init({ clientUrl: url, entities: [users.entity as never] });
}

async function openOverPglite(pglite: PGlite | undefined, users: UserBinding): Promise<MikroORM> {
  return PgliteOrm.init({ dbName: 'memory://', driverOptions: { pglite }, entities: [users.entity as never] });
}

/** A further set of services over the same database, as in another process. */
export async function servicesOver(kind: Kind, orm: MikroORM, url: string, options: HostOptions): Promise<TestHost> {
  const persistence = await openPersistence(orm, { users: identityUsers as UserBinding, ...options });
  const { database, tables, users, leases } = persistence;
  const abandoned: FinishedRun[] = [];
  return {
    kind,
    orm,
    persistence,
    url,
    abandoned,
    runs: new SqlRunStore(orm, database, tables, leases, { runFinished: (run) => void abandoned.push(run) }),
    reads: new TemporaryReadStore(leases),
    planner: new SqlPlanner(users, tables, new PlanStore(tables, leases), database),
    evidence: new SqlPlanEvidence(users, tables, leases),
    revertPlanner: new SqlRevertPlanner(users, tables, new PlanStore(tables, leases), database),
    applier: new SqlPlanApplier(users, tables, leases, database, options.lockSeconds),
    history: new OrmRunHistory(
      orm,
      new SqlJournal(database, tables, users.state),
      new SqlRunSummary(database, tables, users.state),
      new SqlProblems(database, tables, users),
      new SqlPeopleNotSeen(database, tables),
      new SqlRevertedValues(database, tables, users),
    ),
    sql: (statement, values) => database.query(statement, values),
    close: () => orm.close(true),
  };
}

export const readReport = (entries = 0): ReadReport => ({
  complete: true,
  reason: null,
  server: 'ldap://127.0.0.1',
  baseDn: 'dc=example',
  filter: '(objectClass=inetOrgPerson)',
  pages: 1,
  entries,
  referrals: 0,
  paged: true,
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:01.000Z',
});

/** A directory user with the stable id `id`. @param fields the user name defaults to `id`. */
export function anEntry(
  id: string,
  fields: DirectoryUser['fields'] = {},
  more: Partial<DirectoryUser> = {},
): DirectoryUser {
  const userName = fields.userName ?? id;
  return { stableId: id, dn: `uid=${id},dc=example`, fields: { ...fields, userName }, attributes: {}, ...more };
}

export interface RunOptions {
  readonly mode?: RunMode;
  readonly targets?: readonly MappingTarget[];
  readonly problems?: readonly EntryProblem[];
  readonly defaults?: DefaultValues;
  readonly inactive?: readonly Pick<DirectoryUser, 'dn' | 'stableId'>[];
  readonly decisionTable?: readonly Decision[];
  readonly matching?: readonly MatchingField[] | undefined;
  readonly matchingOtherPools?: boolean;
  readonly releasedName?: string;
  readonly mapping?: readonly Pick<MappingRule, 'field' | 'required'>[];
  readonly chunkSize?: number;
  readonly signal?: AbortSignal;
  /** @default SETTINGS_SHAPE */
  readonly settingsShape?: string;
  /** Called after the plan, while its read exists. */
  readonly onPlanned?: (source: ReadSource, counts: RunCounts, run: LeasedRun) => Promise<void>;
  /** Called between plan and apply. */
  readonly beforeApply?: (run: LeasedRun, counts: RunCounts) => Promise<void>;
}

export const TARGETS: readonly MappingTarget[] = [
  'userName',
  'firstName',
  'lastName',
  'email',
  'title',
  'principalName',
];

/** Performs one run over the entries, from the queue to its end. */
export async function synchronize(
  host: TestHost,
  entries: readonly DirectoryUser[],
  options: RunOptions = {},
): Promise<Run> {
  const run = await openRun(host, options.mode ?? 'apply');
  const counts = await plan(host, run, entries, options);
  await options.beforeApply?.(run, counts);
  if (run.mode === 'plan') return host.runs.finishAsPlan(run);
  await applyAll(host, run, options);
  return host.runs.complete(run);
}

/** The hash of the settings with which `plan` plans. */
export const SETTINGS_SHAPE = 'a'.repeat(64);

/** @param only the DN of the only entry to synchronize. */
export async function openRun(host: TestHost, mode: RunMode = 'apply', job = JOB, only?: string): Promise<LeasedRun> {
  const queued = await host.runs.queue({
    job,
    mode,
    trigger: 'manual',
    startedBy: 'ada',
    scheduledFor: null,
    ...(only !== undefined && { only }),
  });
  const run = queued && (await host.runs.acquire(queued.id, job));
  if (!run) throw new Error('The run was not started.');
  return run;
}

export async function plan(
  host: TestHost,
  run: LeasedRun,
  entries: readonly DirectoryUser[],
  options: RunOptions = {},
): Promise<RunCounts> {
  const { targets = TARGETS, problems = [], decisionTable = SYNCHRONIZE_ACTIVE.decisionTable, onPlanned } = options;
  const { settingsShape = SETTINGS_SHAPE, inactive = [], matching = DEFAULT_MATCHING, mapping = [] } = options;
  const { matchingOtherPools = false, releasedName } = options;
  const read = await host.reads.open(run, targets);
  try {
    for (let from = 0; from < entries.length; from += 200) {
      for (const entry of entries.slice(from, from + 200)) read.add(entry);
      await read.flush();
    }
    for (const problem of problems) read.reject(problem);
    for (const entry of inactive) read.exclude(entry);
    const repeated = await read.finish();
    const report = readReport(entries.length + problems.length + inactive.length - repeated);
    const counts = await host.planner.plan(run, read.source, report, {
      decisionTable,
      matching,
      matchingOtherPools,
      ...(releasedName !== undefined && { releasedName }),
      mapping,
      settingsShape,
    });
    await onPlanned?.(read.source, counts, run);
    return counts;
  } finally {
    await read.close();
  }
}

export async function applyAll(
  host: TestHost,
  run: LeasedRun,
  { chunkSize = 100, signal }: RunOptions = {},
): Promise<number> {
  let applied = 0;
  for await (const soFar of host.applier.apply(run, chunkSize, signal ?? new AbortController().signal)) applied = soFar;
  return applied;
}
