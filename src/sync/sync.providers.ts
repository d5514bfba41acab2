import type { Provider } from '@nestjs/common';

import { RunMeter } from './run-meter.js';
import { Runner } from './runner.js';
import { Stager } from './stager.js';

export const syncProviders: readonly Provider[] = [RunMeter, Stager, Runner];
