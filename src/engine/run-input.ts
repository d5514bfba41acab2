import type { MappingRule } from '../mapping/mapping-rule.js';
import type { Job } from '../processes/job.js';
import type { DataPoolSettings } from '../settings/schema/data-pool-settings.js';

/** A run to execute, with the settings as they were when it was taken: a save in the meantime is for the next run. */
export interface RunInput {
  readonly runId: string;
  readonly job: Job;
  readonly dataPool: DataPoolSettings;
  readonly mapping: readonly MappingRule[];
  /** Changes written per transaction; absent: what suits the database. */
  readonly chunkSize?: number | undefined;
}
