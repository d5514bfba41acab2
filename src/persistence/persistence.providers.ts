import { MikroORM } from '@mikro-orm/core';
import type { FactoryProvider, Provider, Type } from '@nestjs/common';
import { DatabaseAccess } from '../contract/database-access.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SettingsStore } from '../contract/settings-store.js';
import { SyncEvents } from '../contract/sync-events.js';
import { BatchSyncUsers } from '../contract/users.js';
import { UsersTable } from '../contract/users-table.js';
import { DatabaseSpace } from '../engine/ports/database-space.js';
import { NotificationOutbox } from '../engine/ports/notification-outbox.js';
import { ConflictHistory } from '../engine/ports/conflict-history.js';
import { ContainerHistory } from '../engine/ports/container-history.js';
import { GuardHistory } from '../engine/ports/guard-history.js';
import { PlanEvidence } from '../engine/ports/plan-evidence.js';
import { PeopleLookup } from '../engine/ports/people-lookup.js';
import { PersonHistory } from '../engine/ports/person-history.js';
import { PlanApplier } from '../engine/ports/plan-applier.js';
import { EntryPlanner } from '../engine/ports/entry-planner.js';
import { Planner } from '../engine/ports/planner.js';
import { Removals } from '../engine/ports/removals.js';
import { RevertPlanner } from '../engine/ports/revert-planner.js';
import { ReadStore } from '../engine/ports/read-store.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { RunRetention } from '../engine/ports/run-retention.js';
import { RunStore } from '../engine/ports/run-store.js';
import { RunMetrics } from '../engine/run-metrics.service.js';
import { SqlConflicts } from './conflicts/sql-conflicts.js';
import { Database } from './database/database.js';
import { EmbeddedSpace } from './database/embedded-space.js';
import { openDatabase } from './database/open-database.js';
import { OrmDatabaseAccess } from './database/orm-database-access.js';
import { SqlSyncEvents } from './events/sql-sync-events.js';
import { SqlPlanApplier } from './journal/sql-plan-applier.js';
import { SqlNotificationOutbox } from './notifications/sql-notification-outbox.js';
import { PlanStore } from './plan/plan-store.js';
import { SqlPlanEvidence } from './plan/sql-plan-evidence.js';
import { SqlEntryPlanner } from './plan/sql-entry-planner.js';
import { SqlPlanner } from './plan/sql-planner.js';
import { SqlRevertPlanner } from './plan/sql-revert-planner.js';
import { TemporaryReadStore } from './reads/temporary-read-store.js';
import { SqlPersonHistory } from './journal/sql-person-history.js';
import { SqlJournal } from './journal/sql-journal.js';
import { SqlRevertedValues } from './journal/sql-reverted-values.js';
import { SqlUsers } from './journal/sql-users.js';
import { SqlRunRetention } from './retention/sql-run-retention.js';
import { SqlUserWriter } from './manual/sql-user-writer.js';
import { OrmRunHistory } from './runs/orm-run-history.js';
import { SqlPeopleNotSeen } from './runs/sql-people-not-seen.js';
import { SqlProblems } from './runs/sql-problems.js';
import { SqlRunSummary } from './runs/sql-run-summary.js';
import { RunLeases } from './runs/run-leases.js';
import { SqlContainerHistory } from './runs/sql-container-history.js';
import { SqlGuardHistory } from './runs/sql-guard-history.js';
import { SqlRunStore } from './runs/sql-run-store.js';
import { SqlRemovals } from './settings/sql-removals.js';
import { SqlSettingsStore } from './settings/sql-settings-store.js';
import { OwnTables, ownTables } from './tables/own-tables.js';
import { DatabaseUsersTable } from './users/database-users-table.js';
import { readUserTable } from './users/read-user-table.js';
import { SqlPeopleLookup } from './users/sql-people-lookup.js';
import { UserTable } from './users/user-table.js';

type Token<T> = abstract new (...args: never[]) => T;
type Tokens<T extends unknown[]> = { readonly [K in keyof T]: Token<T[K]> };

/** Provides an implementation. The compiler checks `inject` against its constructor. */
function provide<T, Dependencies extends unknown[]>(
  token: Token<T>,
  implementation: new (...dependencies: Dependencies) => T,
  ...inject: Tokens<Dependencies>
): FactoryProvider<T> {
  return {
    provide: token as Type<T>,
    inject: inject as unknown as Type[],
    useFactory: (...dependencies: Dependencies) => new implementation(...dependencies),
  };
}

/** The add-on's tables and the host's users table, on the host's ORM. */
export const persistenceProviders: readonly Provider[] = [
  provide(DatabaseAccess, OrmDatabaseAccess, MikroORM),
  provide(DatabaseSpace, EmbeddedSpace, DatabaseAccess),
  { provide: OwnTables, inject: [MikroORM], useFactory: ownTables },
  {
    provide: UserTable,
    inject: [MikroORM, ADDON_OPTIONS],
    useFactory: (orm: MikroORM, { users }: LdapAddonBatchSyncOptions) => readUserTable(orm, users),
  },
  {
    // A provider that injects `Database` waits for the migrations. They wait for `UserTable`, because a host whose users
    // table is not supported must not get the add-on's tables.
    provide: Database,
    inject: [MikroORM, DatabaseAccess, OwnTables, ADDON_OPTIONS, UserTable],
    useFactory: openDatabase,
  },
  provide(RunLeases, RunLeases, Database, OwnTables),
  provide(PlanStore, PlanStore, OwnTables, RunLeases),
  provide(UsersTable, DatabaseUsersTable, UserTable, Database),
  provide(ReadStore, TemporaryReadStore, RunLeases),
  provide(Planner, SqlPlanner, UserTable, OwnTables, PlanStore, Database),
  provide(EntryPlanner, SqlEntryPlanner, Database, OwnTables, UserTable),
  provide(ContainerHistory, SqlContainerHistory, Database, OwnTables),
  provide(GuardHistory, SqlGuardHistory, Database, OwnTables),
  provide(PlanEvidence, SqlPlanEvidence, UserTable, OwnTables, RunLeases),
  provide(RevertPlanner, SqlRevertPlanner, UserTable, OwnTables, PlanStore, Database),
  {
    provide: PlanApplier,
    inject: [UserTable, OwnTables, RunLeases, Database, ADDON_OPTIONS],
    useFactory: (
      users: UserTable,
      tables: OwnTables,
      leases: RunLeases,
      database: Database,
      { lockSeconds }: LdapAddonBatchSyncOptions,
    ) => new SqlPlanApplier(users, tables, leases, database, lockSeconds),
  },
  {
    provide: RunStore,
    inject: [MikroORM, Database, OwnTables, RunLeases, RunMetrics, ADDON_OPTIONS],
    useFactory: (
      orm: MikroORM,
      database: Database,
      tables: OwnTables,
      leases: RunLeases,
      metrics: RunMetrics,
      { settingsStore }: LdapAddonBatchSyncOptions,
    ) => new SqlRunStore(orm, database, tables, leases, metrics, settingsStore === undefined),
  },
  {
    provide: SqlJournal,
    inject: [Database, OwnTables, UserTable],
    useFactory: (database: Database, tables: OwnTables, { state }: UserTable) =>
      new SqlJournal(database, tables, state),
  },
  {
    provide: SqlRunSummary,
    inject: [Database, OwnTables, UserTable],
    useFactory: (database: Database, tables: OwnTables, { state }: UserTable) =>
      new SqlRunSummary(database, tables, state),
  },
  provide(SqlProblems, SqlProblems, Database, OwnTables, UserTable),
  provide(SqlPeopleNotSeen, SqlPeopleNotSeen, Database, OwnTables),
  provide(
    RunHistory,
    OrmRunHistory,
    MikroORM,
    SqlJournal,
    SqlRunSummary,
    SqlProblems,
    SqlPeopleNotSeen,
    SqlRevertedValues,
  ),
  provide(ConflictHistory, SqlConflicts, Database, OwnTables, SqlProblems, SqlRunSummary),
  provide(NotificationOutbox, SqlNotificationOutbox, Database, OwnTables),
  provide(RunRetention, SqlRunRetention, Database, OwnTables, UserTable),
  provide(PersonHistory, SqlPersonHistory, Database, OwnTables, UserTable),
  provide(PeopleLookup, SqlPeopleLookup, Database, OwnTables, UserTable),
  provide(SqlRevertedValues, SqlRevertedValues, Database, OwnTables, UserTable),
  provide(SqlUserWriter, SqlUserWriter, Database, OwnTables, UserTable, UsersTable),
  provide(BatchSyncUsers, SqlUsers, Database, OwnTables, UserTable, SqlJournal, SqlUserWriter, SqlRevertedValues),
  provide(SyncEvents, SqlSyncEvents, Database, OwnTables),
  provide(SqlSettingsStore, SqlSettingsStore, MikroORM, Database, OwnTables),
  {
    provide: SettingsStore,
    inject: [ADDON_OPTIONS, SqlSettingsStore],
    useFactory: ({ settingsStore }: LdapAddonBatchSyncOptions, own: SqlSettingsStore): SettingsStore =>
      settingsStore ?? own,
  },
  {
    provide: Removals,
    inject: [Database, OwnTables, SqlSettingsStore, ADDON_OPTIONS],
    useFactory: (
      database: Database,
      tables: OwnTables,
      own: SqlSettingsStore,
      { settingsStore }: LdapAddonBatchSyncOptions,
    ) => new SqlRemovals(database, tables, own, settingsStore),
  },
];
