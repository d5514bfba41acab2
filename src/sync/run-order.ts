import type { MappingRule } from '../mapping/mapping-rule.js';
import type { DataPoolSettings } from '../settings/data-pool-settings.js';

/** A run to execute, with the settings as they were when it was taken: a save in the meantime is for the next run. */
export interface RunOrder {
  readonly runId: string;
  /** Name of the data pool: links belong to it. */
  readonly dataPoolName: string;
  readonly dataPool: DataPoolSettings;
  readonly mapping: readonly MappingRule[];
  /** Changes written per transaction. */
  readonly chunkSize: number;
}
