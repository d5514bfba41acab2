import type { BatchSynchronization } from '../index.js';

/** A further job, on a data pool. */
export type NewJob = Readonly<Record<'name' | 'description' | 'dataPool', string>>;

/** The calls of `BatchSyncJobs` about all jobs, in this process or in a host. */
export abstract class JobsClient {
  abstract list(): Promise<readonly BatchSynchronization[]>;
  abstract create(job: NewJob): Promise<void>;
  /** Refused for the first job of a process, and while a run of the job has not ended. */
  abstract delete(name: string): Promise<void>;
}
