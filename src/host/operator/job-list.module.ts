import { Module } from '@nestjs/common';

import { SessionModule } from '../session/session.module.js';
import { CacheController } from './cache.controller.js';
import { ChangedSettingsController } from './changed-settings.controller.js';
import { JobListController } from './job-list.controller.js';
import { OperatorCache } from './operator-cache.service.js';
import { SettingsFormController } from './settings-form.controller.js';

/** The list of jobs and its cache, used by the Admin and the Operator pages. */
@Module({
  imports: [SessionModule],
  controllers: [JobListController, ChangedSettingsController, SettingsFormController, CacheController],
  providers: [OperatorCache],
  exports: [OperatorCache],
})
export class JobListModule {}
