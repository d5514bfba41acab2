import type { MappingTarget } from '../../mapping/mapping-rule.js';

export interface FoundUser {
  readonly id: string;
  readonly userName: string;
}

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
  /** Users without a link whose name is the value regardless of case: those that a run may take over. */
  abstract unlinked(field: 'principalName' | 'userName', value: string): Promise<readonly FoundUser[]>;
  /** How many users with a link have a value in each of the fields. Fields that the host's table lacks are absent. */
  abstract withValues(targets: readonly MappingTarget[]): Promise<ReadonlyMap<MappingTarget, number>>;
  /** How many users have a link. */
  abstract synchronized(): Promise<number>;
}

export const MAX_FOUND = 5;
