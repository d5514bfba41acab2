import type { Provider } from '@nestjs/common';

import { JobSchedule } from '../jobs/ports/job-schedule.js';
import { CronSchedule } from './cron-schedule.js';
import { HostScheduler } from './host-scheduler.js';

export const scheduleProviders: readonly Provider[] = [
  HostScheduler,
  CronSchedule,
  { provide: JobSchedule, useExisting: CronSchedule },
];
