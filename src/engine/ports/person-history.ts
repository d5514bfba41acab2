import type { ProblemCode } from '../../contract/error-codes.js';
import type { GuardFinding } from '../../contract/guards.js';
import type { Problem } from '../../contract/run-rows.js';
import type { WhyPlan } from '../../contract/why.js';

/** By what runs may have recorded a person. */
export interface KnownAs {
  readonly dns: readonly string[];
  readonly stableIds: readonly string[];
  /** Keys of the users of the person, as text. */
  readonly userIds: readonly string[];
  /** What is wrong with the entry now: of one cause of many problems, a run keeps only some. */
  readonly problemCodes: readonly ProblemCode[];
  /** Whether problems of others that name the users count as well. @default false */
  readonly isInTheWay?: boolean;
}

/**
 * What the newest runs of a job recorded about single people. Plans and runs for others do not count. A search that takes
 * longer than five seconds throws `DATABASE_TIMEOUT` (PostgreSQL).
 */
export abstract class PersonHistory {
  /** Newest first. */
  abstract problems(job: string, person: KnownAs): Promise<readonly Problem[]>;
  /** What guards found that concerns the person, newest first. */
  abstract findings(job: string, person: KnownAs): Promise<readonly (GuardFinding & { readonly runId: string })[]>;
  /** What the plan of a run would do with the person; null if nothing. */
  abstract planned(runId: string, person: KnownAs): Promise<WhyPlan['change']>;
}
