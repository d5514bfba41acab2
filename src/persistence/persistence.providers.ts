import { MikroORM } from '@mikro-orm/core';
import type { FactoryProvider, Provider, Type } from '@nestjs/common';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { SettingsStore } from '../contract/settings-store.js';
import { SyncEvents } from '../events/sync-events.js';
import { Applier } from '../sync/ports/applier.js';
import { DatabaseAccess } from '../sync/ports/database-access.js';
import { RunHistory } from '../sync/ports/run-history.js';
import { Runs } from '../sync/ports/runs.js';
import { Staging } from '../sync/ports/staging.js';
import { UsersTable } from '../sync/ports/users-table.js';
import { RunMeter } from '../sync/run-meter.js';
import { SqlApplier } from './apply/sql-applier.js';
import { SqlSyncEvents } from './events/sql-sync-events.js';
import { OrmRunHistory } from './history/orm-run-history.js';
import { openPersistence, type Persistence } from './persistence.js';
import { SqlRuns } from './runs/sql-runs.js';
import { SqlSettingsStore } from './settings/sql-settings-store.js';
import { SqlStaging } from './staging/sql-staging.js';
import { OrmUsersTable } from './user-table/orm-users-table.js';

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
  made(Staging, ({ users, tables, turns }) => new SqlStaging(users, tables, turns)),
  made(Applier, ({ users, tables, turns }) => new SqlApplier(users, tables, turns)),
  made(RunHistory, ({ orm }) => new OrmRunHistory(orm)),
  made(SyncEvents, ({ database, tables }) => new SqlSyncEvents(database, tables)),
  {
    provide: Runs,
    inject: [PERSISTENCE, RunMeter],
    useFactory: ({ orm, database, tables, turns }: Persistence, meter: RunMeter) =>
      new SqlRuns(orm, database, tables, turns, (run) => meter.runFinished(run)),
  },
  {
    provide: SettingsStore,
    inject: [PERSISTENCE, ADDON_OPTIONS],
    useFactory: ({ orm, database, tables }: Persistence, options: LdapAddonBatchSyncOptions) =>
      options.settingsStore ?? new SqlSettingsStore(orm, database, tables),
  },
];
