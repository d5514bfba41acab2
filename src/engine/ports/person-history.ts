import type { GuardFinding } from '../../contract/guards.js';
import type { Problem } from '../../contract/run-rows.js';

/** By what runs may have recorded a person. */
export interface KnownAs {
  readonly dns: readonly string[];
  readonly stableIds: readonly string[];
  /** Problems of others that name the user count as well. @default none does */
  readonly userId?: string;
}

/** What the newest runs of a job recorded about single people. Plans and runs for others do not count. */
export abstract class PersonHistory {
  /** Newest first. */
  abstract problems(job: string, person: KnownAs): Promise<readonly Problem[]>;
  /** What guards found that concerns the person, newest first. */
  abstract findings(job: string, person: KnownAs): Promise<readonly (GuardFinding & { readonly runId: string })[]>;
}
