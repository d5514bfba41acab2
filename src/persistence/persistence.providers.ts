import { MikroORM } from '@mikro-orm/core';
import type { FactoryProvider, Provider, Type } from '@nestjs/common';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SettingsStore } from '../contract/settings-store.js';
import { SyncEvents } from '../contract/sync-events.js';
import { PlanApplier } from '../engine/ports/plan-applier.js';
import { DatabaseAccess } from '../contract/database-access.js';
import { RunHistory } from '../engine/ports/run-history.js';
import { RunStore } from '../engine/ports/run-store.js';
import { Planner } from '../engine/ports/planner.js';
import { ReadStore } from '../engine/ports/read-store.js';
import { UsersTable } from '../contract/users-table.js';
import { SqlPlanApplier } from './journal/sql-plan-applier.js';
import { RunMetrics } from '../engine/run-metrics.service.js';
import { SqlSyncEvents } from './events/sql-sync-events.js';
import { OrmRunHistory } from './journal/orm-run-history.js';
import { openPersistence, type Persistence } from './persistence.js';
import { SqlRunStore } from './runs/sql-run-store.js';
import { SqlSettingsStore } from './settings/sql-settings-store.js';
import { PlanStore } from './plan/plan-store.js';
import { SqlPlanner } from './plan/sql-planner.js';
import { TemporaryReadStore } from './reads/temporary-read-store.js';
import { OrmUsersTable } from './users/orm-users-table.js';

const PERSISTENCE = Symbol('Persistence');

type Contract<T> = abstract new (...args: never[]) => T;

function made<T>(contract: Contract<T>, make: (persistence: Persistence) => T): FactoryProvider<T> {
  return { provide: contract as Type<T>, inject: [PERSISTENCE], useFactory: make };
}

/** The database's part, on the host's ORM. Everything waits for the tables to be up to date. */
export const persistenceProviders: readonly Provider[] = [
  { provide: PERSISTENCE, inject: [MikroORM, ADDON_OPTIONS], useFactory: openPersistence },
  made(DatabaseAccess, ({ access }) => access),
  made(UsersTable, ({ users }) => new OrmUsersTable(users)),
  made(ReadStore, ({ leases }) => new TemporaryReadStore(leases)),
  made(Planner, ({ users, tables, leases }) => new SqlPlanner(users, tables, new PlanStore(tables, leases))),
  made(PlanApplier, ({ users, tables, leases, database }) => new SqlPlanApplier(users, tables, leases, database.kind)),
  made(RunHistory, ({ orm }) => new OrmRunHistory(orm)),
  made(SyncEvents, ({ database, tables }) => new SqlSyncEvents(database, tables)),
  {
    provide: RunStore,
    inject: [PERSISTENCE, RunMetrics],
    useFactory: ({ orm, database, tables, leases }: Persistence, metrics: RunMetrics) =>
      new SqlRunStore(orm, database, tables, leases, (run) => metrics.runFinished(run)),
  },
  {
    provide: SettingsStore,
    inject: [PERSISTENCE, ADDON_OPTIONS],
    useFactory: ({ orm, database, tables }: Persistence, options: LdapAddonBatchSyncOptions) =>
      options.settingsStore ?? new SqlSettingsStore(orm, database, tables),
  },
];
