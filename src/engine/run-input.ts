import type { MappingRule } from '../mapping/mapping-rule.js';
import type { Job } from '../processes/job.js';
import type { DataPoolSettings } from '../settings/schema/data-pool-settings.js';
import type { RunLimits } from './guards/guard.js';

/** A run to execute, with the settings as they were when it was taken from the queue: later saves are for later runs. */
export interface RunInput {
  readonly runId: string;
  readonly job: Job;
  readonly dataPool: DataPoolSettings;
  readonly mapping: readonly MappingRule[];
  readonly limits: RunLimits;
  /** Changes written per transaction; absent: what suits the database. */
  readonly chunkSize?: number | undefined;
}
