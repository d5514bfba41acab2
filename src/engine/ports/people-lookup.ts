import type { UserField } from '../../contract/user-binding.js';
import type { Problem } from '../../contract/run-rows.js';

export interface FoundUser {
  readonly id: string;
  readonly userName: string;
}

/** Looks for single users, and for what runs recorded about single entries. */
export abstract class PeopleLookup {
  /**
   * Users whom `who` may mean, at most `MAX_FOUND`, those with a link in the data pool first: their key; their user name, principal name or e-mail regardless of
   * case; or the stable id or DN of their link.
   */
  abstract users(dataPool: string, who: string): Promise<readonly FoundUser[]>;
  /** The user of the link. */
  abstract linked(dataPool: string, stableId: string): Promise<FoundUser | undefined>;
  /** Users without a link whose name is the value regardless of case: those that a run may take over. */
  abstract unlinked(field: 'principalName' | 'userName', value: string): Promise<readonly FoundUser[]>;
  /** How many users with a link have a value in the field; 0 if the host's table has no such field. */
  abstract withValue(field: UserField): Promise<number>;
  /** The problems of the entry in the newest runs of the job, newest first. */
  abstract problems(job: string, dn: string, stableId: string | null): Promise<readonly Problem[]>;
}

export const MAX_FOUND = 5;
