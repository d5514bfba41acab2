import type { Provider } from '@nestjs/common';

import { JobSchedule } from '../engine/ports/job-schedule.js';
import { ScheduleUpdates } from '../engine/ports/schedule-updates.js';
import { CronJobSchedule } from './cron-job-schedule.service.js';
import { HostSchedulerRegistry } from './host-scheduler-registry.service.js';
import { ScheduleUpdater } from './schedule-updater.service.js';

export const scheduleProviders: readonly Provider[] = [
  HostSchedulerRegistry,
  CronJobSchedule,
  { provide: JobSchedule, useExisting: CronJobSchedule },
  { provide: ScheduleUpdates, useClass: ScheduleUpdater },
];
