import type { Provider } from '@nestjs/common';

import { BatchSyncHealth } from '../contract/health.js';
import { DirectoryHealthService } from './directory-health.service.js';
import { HealthService } from './health.service.js';
import { RejectedPing } from './rejected-ping.service.js';

export const healthProviders: readonly Provider[] = [
  DirectoryHealthService,
  RejectedPing,
  { provide: BatchSyncHealth, useClass: HealthService },
];
