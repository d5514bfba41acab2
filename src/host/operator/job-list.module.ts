import { Module } from '@nestjs/common';

import { LiveModule } from '../live/live.module.js';
import { CacheController } from './cache.controller.js';
import { JobListController } from './job-list.controller.js';
import { OperatorCache } from './operator-cache.service.js';

/** The list of jobs and the cache behind it: both apps show them. */
@Module({
  imports: [LiveModule],
  controllers: [JobListController, CacheController],
  providers: [OperatorCache],
  exports: [OperatorCache],
})
export class JobListModule {}
