import type { ReadReport } from '../../contract/run.js';
import type { Job } from '../../processes/job.js';

/** Bases and exclusions of a read, and when it started. */
export type ReadContainers = Pick<ReadReport, 'bases' | 'exclusions' | 'startedAt'>;

/** Where reads found the containers that a search names. */
export abstract class ContainerHistory {
  /** Those of the last complete read of everyone; undefined if none reports them. */
  abstract latest(job: Job): Promise<ReadContainers | undefined>;
}
