import type { Provider } from '@nestjs/common';

import { RunMetrics } from './run-metrics.service.js';
import { RunApproval } from './approval/run-approval.service.js';
import { SettingsChangesService } from './approval/settings-changes.service.js';
import { RunExecutor } from './run-executor.service.js';
import { PlanGuards } from './guards/plan-guards.service.js';
import { PlanSources } from './planning/plan-sources.service.js';
import { ReadPlanSource } from './planning/read-plan-source.service.js';
import { RevertPlanSource } from './planning/revert-plan-source.service.js';
import { KnownContainers } from './read/known-containers.service.js';
import { MovedEntries } from './read/moved-entries.service.js';
import { ReadRestarts } from './read/read-restarts.service.js';
import { ReadStager } from './read/read-stager.service.js';

export const engineProviders: readonly Provider[] = [
  RunMetrics,
  ReadStager,
  ReadRestarts,
  MovedEntries,
  KnownContainers,
  PlanGuards,
  SettingsChangesService,
  RunApproval,
  ReadPlanSource,
  RevertPlanSource,
  PlanSources,
  RunExecutor,
];
