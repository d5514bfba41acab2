import type { Provider } from '@nestjs/common';

import { BatchSyncConflicts } from '../contract/conflicts.js';
import { DataPools } from '../contract/data-pools.js';
import { BatchSyncJobs } from '../contract/jobs.js';
import { BatchSyncProposals } from '../contract/proposals.js';
import { BatchSyncPreview } from '../contract/preview.js';
import { BatchSyncRuns } from '../contract/runs.js';
import { BatchSyncWhy } from '../contract/why.js';
import { AppliedSettingsComparison } from './applied-settings.service.js';
import { Approvers } from './approvers.service.js';
import { ConflictsService } from './conflicts.service.js';
import { DataPoolsService } from './data-pools.service.js';
import { EntryReasons } from './entry-reasons.service.js';
import { FurtherJobs } from './further-jobs.service.js';
import { JobOverviews } from './job-overviews.service.js';
import { JobsService } from './jobs.service.js';
import { JointPlans } from './joint-plans.service.js';
import { NotificationsService } from './notifications.service.js';
import { OnePerson } from './one-person.service.js';
import { OverdueJobs } from './overdue-jobs.service.js';
import { ProposalsService } from './proposals.service.js';
import { PreviewService } from './preview.service.js';
import { RecentRuns } from './recent-runs.service.js';
import { RetentionService } from './retention.service.js';
import { PlanConditions } from './plan-conditions.service.js';
import { RevertOutlooks } from './revert-outlooks.service.js';
import { RunCancellations } from './run-cancellations.service.js';
import { RunProgressService } from './run-progress.service.js';
import { RunQueue } from './run-queue.service.js';
import { RunRecovery } from './run-recovery.service.js';
import { RunWorker } from './run-worker.service.js';
import { RunsService } from './runs.service.js';
import { SettingConsequences } from './setting-consequences.service.js';
import { UnsavedSettings } from './unsaved-settings.service.js';
import { WaitingPlans } from './waiting-plans.service.js';
import { WhyService } from './why.service.js';

export const runsProviders: readonly Provider[] = [
  FurtherJobs,
  PlanConditions,
  Approvers,
  WaitingPlans,
  AppliedSettingsComparison,
  SettingConsequences,
  UnsavedSettings,
  RevertOutlooks,
  OnePerson,
  RecentRuns,
  JointPlans,
  EntryReasons,
  RunQueue,
  RunCancellations,
  RunRecovery,
  RunWorker,
  RetentionService,
  OverdueJobs,
  JobOverviews,
  NotificationsService,
  RunProgressService,
  { provide: BatchSyncJobs, useClass: JobsService },
  { provide: DataPools, useClass: DataPoolsService },
  { provide: BatchSyncRuns, useClass: RunsService },
  { provide: BatchSyncConflicts, useClass: ConflictsService },
  { provide: BatchSyncProposals, useClass: ProposalsService },
  { provide: BatchSyncPreview, useClass: PreviewService },
  { provide: BatchSyncWhy, useClass: WhyService },
];
