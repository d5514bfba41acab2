import type { Provider } from '@nestjs/common';

import { JobSchedule } from '../engine/ports/job-schedule.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import { CronJobs } from './cron-jobs.service.js';
import { HostScheduler } from './host-scheduler.service.js';
import { ScheduleUpdater } from './schedule-updater.service.js';

export const scheduleProviders: readonly Provider[] = [
  HostScheduler,
  CronJobs,
  { provide: JobSchedule, useExisting: CronJobs },
  { provide: ScheduleUpdates, useClass: ScheduleUpdater },
];
