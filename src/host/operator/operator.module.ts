import { Module } from '@nestjs/common';

import { SessionModule } from '../session/session.module.js';
import { ConflictsController } from './conflicts/conflicts.controller.js';
import { JobListModule } from './job-list.module.js';
import { RunController } from './run.controller.js';
import { RunEventsController } from './run-events.controller.js';
import { RunNotSeenController } from './run-not-seen.controller.js';
import { RunRowsController } from './run-rows.controller.js';
import { RunsController } from './runs.controller.js';
import { UsersController } from './users/users.controller.js';
import { WhyController } from './why/why.controller.js';
import { UsersService } from './users/users.service.js';

/** The API of the Operator pages. */
@Module({
  imports: [JobListModule, SessionModule],
  controllers: [
    RunsController,
    RunController,
    RunRowsController,
    RunNotSeenController,
    RunEventsController,
    UsersController,
    WhyController,
    ConflictsController,
  ],
  providers: [UsersService],
})
export class OperatorModule {}
