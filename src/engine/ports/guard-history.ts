import type { DataPoolWithSettings } from '../../contract/data-pools.js';
import type { RunFigures } from '../../contract/guards.js';
import type { ReadReport } from '../../contract/run.js';
import type { Job } from '../../processes/job.js';

/** What a run searched. */
export type FormerSearch = Required<Pick<ReadReport, 'bases' | 'exclusions' | 'filter'>>;

/** What runs found out about the directory of a data pool. */
export interface RecognizedDirectory extends Pick<DataPoolWithSettings, 'product'> {
  /** The attribute that identified the entries. */
  readonly stableIdAttribute: string;
  /** When the first good run ended that had it, after the last one that had another. */
  readonly since: Date;
}

/** What guards counted in earlier runs. */
export abstract class GuardHistory {
  /** The latest runs of the job whose plan was judged, newest first. Plans, reverts and runs of one person do not count. */
  abstract latest(job: string, limit: number): Promise<readonly RunFigures[]>;
  /** The latest of them that succeeded and that no guard would have stopped, newest first: they say what is usual. */
  abstract latestGood(job: Job, limit: number): Promise<readonly RunFigures[]>;
  /** What the last good run of the data pool that says so recognized; undefined if none does. */
  abstract recognized(dataPool: string): Promise<RecognizedDirectory | undefined>;
  /** What the last good run of everyone searched; undefined if it does not say. */
  abstract search(job: Job): Promise<FormerSearch | undefined>;
}
