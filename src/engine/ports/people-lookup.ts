import type { MatchingField } from '../../contract/matching.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Job } from '../../processes/job.js';

export interface FoundUser {
  readonly id: string;
  readonly userName: string;
}

/** The job whose people are counted. */
export type JobOfPeople = Pick<Job, 'name' | 'dataPool'>;

/** Looks for single users. */
export abstract class PeopleLookup {
  /**
   * Users whom `who` may mean, at most `MAX_FOUND`, those with a link in the data pool first: their key; their user name,
   * principal name or e-mail regardless of case; or the stable id or DN of their link. If there is none, those with this
   * display name or common name.
   */
  abstract users(dataPool: string, who: string): Promise<readonly FoundUser[]>;
  /** The user of the link. */
  abstract linked(dataPool: string, stableId: string): Promise<FoundUser | undefined>;
  /**
   * Users whose field is the value regardless of case and whom a run may take over: those without a link, or, if a data pool is
   * given, without a link in it.
   */
  abstract unlinked(field: MatchingField, value: string, dataPool?: string): Promise<readonly FoundUser[]>;
  /**
   * How many users whom runs of the job can write have a value in each of the fields. Fields that the host's table lacks
   * are absent.
   */
  abstract withValues(job: JobOfPeople, targets: readonly MappingTarget[]): Promise<ReadonlyMap<MappingTarget, number>>;
  /** How many users runs of the job can write: with a link of it, neither hidden nor protected. */
  abstract synchronized(job: JobOfPeople): Promise<number>;
}

export const MAX_FOUND = 5;
