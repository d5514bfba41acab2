import type { Provider } from '@nestjs/common';

import { RunMetrics } from './run-metrics.service.js';
import { RunExecutor } from './run-executor.service.js';
import { PlanGuards } from './guards/plan-guards.service.js';
import { ReadStager } from './read/read-stager.service.js';

export const engineProviders: readonly Provider[] = [RunMetrics, ReadStager, PlanGuards, RunExecutor];
