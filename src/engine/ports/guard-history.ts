import type { RunFigures } from '../../contract/guards.js';

/** What guards counted in earlier runs. */
export abstract class GuardHistory {
  /** The latest runs of the job whose plan was judged, newest first. Plans, reverts and runs of one person do not count. */
  abstract latest(job: string, limit: number): Promise<readonly RunFigures[]>;
}
