import type { ReadReport } from '../../contract/run.js';
import type { Job } from '../../processes/job.js';

/** Where reads found the containers that a search names. */
export abstract class ContainerHistory {
  /** Bases and exclusions of the last complete read of everyone; undefined if none reports them. */
  abstract latest(job: Job): Promise<Pick<ReadReport, 'bases' | 'exclusions'> | undefined>;
}
