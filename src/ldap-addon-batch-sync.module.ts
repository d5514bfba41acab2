import {
  type ConfigurableModuleAsyncOptions,
  ConfigurableModuleBuilder,
  type DynamicModule,
  Module,
} from '@nestjs/common';

import { BatchSynchronizations } from './contract/batch-synchronizations.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from './contract/options.js';
import { directoryProviders } from './directory/directory.providers.js';
import { dispatchProviders } from './dispatch/dispatch.providers.js';
import { SyncEvents } from './events/sync-events.js';
import { jobsProviders } from './jobs/jobs.providers.js';
import { persistenceProviders } from './persistence/persistence.providers.js';
import { processProviders } from './process/process.providers.js';
import { scheduleProviders } from './schedule/schedule.providers.js';
import { syncProviders } from './sync/sync.providers.js';

interface Extras {
  readonly isGlobal: boolean;
}

type AsyncOptions<T extends object> = ConfigurableModuleAsyncOptions<LdapAddonBatchSyncOptions<T>>;

const { ConfigurableModuleClass } = new ConfigurableModuleBuilder<LdapAddonBatchSyncOptions>({
  moduleName: 'LdapAddonBatchSync',
  optionsInjectionToken: ADDON_OPTIONS,
})
  .setClassMethodName('forRoot')
  .setExtras<Extras>({ isGlobal: true }, (definition, { isGlobal }) => ({ ...definition, global: isGlobal }))
  .build();

/**
 * The add-on, for a NestJS host that has MikroORM (`MikroOrmModule.forRoot()`) on PostgreSQL or PGlite.
 *
 * ```ts
 * LdapAddonBatchSyncModule.forRoot({
 *   users: { entity: Person, fields: { userName: 'login', email: 'mail' }, state: { property: 'state', active: 'active' } },
 *   secretKey: process.env.SETTINGS_KEY,
 * })
 * ```
 *
 * Inject `BatchSynchronizations` to use it, and `SyncEvents` to hear of it. Call `app.enableShutdownHooks()`, so that
 * a run under way ends in good order. A host that imports `ScheduleModule.forRoot()` finds the job in its registry.
 */
@Module({
  providers: [
    // First, so that wrong options are refused before anything is made of them.
    ...jobsProviders,
    ...processProviders,
    ...persistenceProviders,
    ...directoryProviders,
    ...scheduleProviders,
    ...dispatchProviders,
    ...syncProviders,
  ],
  exports: [BatchSynchronizations, SyncEvents],
})
export class LdapAddonBatchSyncModule extends ConfigurableModuleClass {
  /** Available in every module of the host, unless `isGlobal` is false. */
  static override forRoot<T extends object>(options: LdapAddonBatchSyncOptions<T> & Partial<Extras>): DynamicModule {
    return super.forRoot(options as unknown as LdapAddonBatchSyncOptions & Partial<Extras>);
  }

  /** As `forRoot`, with the options from a factory or class of the host. */
  static override forRootAsync<T extends object>(options: AsyncOptions<T> & Partial<Extras>): DynamicModule {
    return super.forRootAsync(options as unknown as AsyncOptions<object> & Partial<Extras>);
  }
}
