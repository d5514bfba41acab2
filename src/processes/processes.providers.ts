import type { Provider } from '@nestjs/common';

import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { ProcessRegistry } from '../contract/process-registry.js';
import { InMemoryProcessRegistry } from './in-memory-process-registry.js';
import { ProcessCatalog } from './process-catalog.service.js';

export const processesProviders: readonly Provider[] = [
  {
    provide: ProcessRegistry,
    inject: [ADDON_OPTIONS],
    useFactory: (options: LdapAddonBatchSyncOptions): ProcessRegistry =>
      options.processRegistry ?? new InMemoryProcessRegistry(),
  },
  ProcessCatalog,
];
