import type { Provider } from '@nestjs/common';

import { Dispatcher } from '../contract/dispatcher.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { PgBossDispatcher } from './pg-boss-dispatcher.service.js';

export const dispatchProviders: readonly Provider[] = [
  PgBossDispatcher,
  {
    provide: Dispatcher,
    inject: [ADDON_OPTIONS, PgBossDispatcher],
    useFactory: ({ dispatcher }: LdapAddonBatchSyncOptions, own: PgBossDispatcher): Dispatcher => dispatcher ?? own,
  },
];
