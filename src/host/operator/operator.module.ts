import { Module } from '@nestjs/common';

import { LiveModule } from '../live/live.module.js';
import { JobListModule } from './job-list.module.js';
import { RunController } from './run.controller.js';
import { RunEventsController } from './run-events.controller.js';
import { RunsController } from './runs.controller.js';
import { UsersController } from './users.controller.js';
import { UserDirectory } from './user-directory.service.js';

/** What operators work with. */
@Module({
  imports: [JobListModule, LiveModule],
  controllers: [RunsController, RunController, RunEventsController, UsersController],
  providers: [UserDirectory],
})
export class OperatorModule {}
