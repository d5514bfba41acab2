import {
  type ConfigurableModuleAsyncOptions,
  ConfigurableModuleBuilder,
  type DynamicModule,
  Module,
} from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

import { assertOptions } from './bootstrap/assert-options.js';
import { BatchSyncBootstrap } from './bootstrap/batch-sync-bootstrap.service.js';
import { assertImportedOnce, definitionFor } from './bootstrap/single-definition.js';
import { BatchSyncHealth } from './contract/health.js';
import { DataPools } from './contract/data-pools.js';
import { BatchSyncJobs } from './contract/jobs.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from './contract/options.js';
import { BatchSyncRuns } from './contract/runs.js';
import { directoryProviders } from './directory/directory.providers.js';
import { dispatchProviders } from './dispatch/dispatch.providers.js';
import { SettingsSecrets } from './contract/settings-secrets.js';
import { SyncEvents } from './contract/sync-events.js';
import { BatchSyncUsers } from './contract/users.js';
import { BatchSyncProposals } from './contract/proposals.js';
import { BatchSyncPreview } from './contract/preview.js';
import { BatchSyncConflicts } from './contract/conflicts.js';
import { BatchSyncWhy } from './contract/why.js';
import { engineProviders } from './engine/engine.providers.js';
import { healthProviders } from './health/health.providers.js';
import { persistenceProviders } from './persistence/persistence.providers.js';
import { processesProviders } from './processes/processes.providers.js';
import { runsProviders } from './runs/runs.providers.js';
import { scheduleProviders } from './schedule/schedule.providers.js';
import { settingsProviders } from './settings/settings.providers.js';

interface Extras {
  readonly isGlobal: boolean;
}

type AsyncOptions<T extends object> = ConfigurableModuleAsyncOptions<LdapAddonBatchSyncOptions<T>>;

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<LdapAddonBatchSyncOptions>({
  moduleName: 'LdapAddonBatchSync',
})
  .setClassMethodName('forRoot')
  .setExtras<Extras>({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/**
 * The add-on, for a NestJS host that uses MikroORM (`MikroOrmModule.forRoot()`) on PostgreSQL or PGlite.
 *
 * ```ts
 * LdapAddonBatchSyncModule.forRoot({
 *   users: { entity: Person, fields: { userName: 'login', email: 'mail' }, state: { property: 'state', active: 'active' } },
 *   secretKey: process.env.SETTINGS_KEY,
 * })
 * ```
 *
 * Inject `BatchSyncJobs`, `DataPools`, `BatchSyncRuns`, `BatchSyncUsers` and `BatchSyncHealth` to use it, and `SyncEvents` to be notified of changes.
 * Call `app.enableShutdownHooks()` so that a run in progress ends properly when the process stops. If the host imports
 * `ScheduleModule.forRoot()`, the cron jobs are in its `SchedulerRegistry`.
 */
@Module({
  providers: [
    // Providers receive validated options only.
    {
      provide: ADDON_OPTIONS,
      inject: [MODULE_OPTIONS_TOKEN, ModulesContainer],
      useFactory: (options: LdapAddonBatchSyncOptions, modules: ModulesContainer) => {
        assertImportedOnce(modules, LdapAddonBatchSyncModule);
        return assertOptions(options);
      },
    },
    ...processesProviders,
    ...settingsProviders,
    ...engineProviders,
    ...runsProviders,
    ...healthProviders,
    ...persistenceProviders,
    ...directoryProviders,
    ...scheduleProviders,
    ...dispatchProviders,
    BatchSyncBootstrap,
  ],
  exports: [
    BatchSyncJobs,
    DataPools,
    BatchSyncRuns,
    BatchSyncUsers,
    BatchSyncProposals,
    BatchSyncConflicts,
    BatchSyncWhy,
    BatchSyncPreview,
    BatchSyncHealth,
    SettingsSecrets,
    SyncEvents,
  ],
})
export class LdapAddonBatchSyncModule extends ConfigurableModuleClass {
  /**
   * Available in every module of the host, unless `isGlobal` is false. A second call with the same options returns the same
   * module; an application that imports it with other options does not start (`OPTIONS_INVALID`).
   */
  static override forRoot<T extends object>(options: LdapAddonBatchSyncOptions<T> & Partial<Extras>): DynamicModule {
    return definitionFor(options as unknown as LdapAddonBatchSyncOptions & Partial<Extras>, (given) =>
      super.forRoot(given),
    );
  }

  /** As `forRoot`, with the options from a factory or class of the host. */
  static override forRootAsync<T extends object>(options: AsyncOptions<T> & Partial<Extras>): DynamicModule {
    return definitionFor(options as unknown as AsyncOptions<object> & Partial<Extras>, (given) =>
      super.forRootAsync(given),
    );
  }
}
