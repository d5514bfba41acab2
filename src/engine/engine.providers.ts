import type { Provider } from '@nestjs/common';

import { RunMetrics } from './run-metrics.service.js';
import { RunExecutor } from './run-executor.service.js';
import { ReadStager } from './read/read-stager.service.js';

export const engineProviders: readonly Provider[] = [RunMetrics, ReadStager, RunExecutor];
