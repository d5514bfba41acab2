import type { Provider } from '@nestjs/common';

import { BatchSyncHealth } from '../contract/health.js';
import { DirectoryHealthService } from './directory-health.service.js';
import { HealthService } from './health.service.js';

export const healthProviders: readonly Provider[] = [
  DirectoryHealthService,
  { provide: BatchSyncHealth, useClass: HealthService },
];
