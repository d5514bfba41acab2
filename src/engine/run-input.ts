import type { ApprovalRules, SectionHashes } from '../contract/approval.js';
import type { GuardLimits } from '../contract/guards.js';
import type { MatchingField } from '../contract/matching.js';
import type { Revert, Run } from '../contract/run.js';
import type { MappingRule } from '../mapping/mapping-rule.js';
import type { Job } from '../processes/job.js';
import type { Decision } from '../processes/process-definition.js';
import type { UsedVersions } from './rejected-bind.js';
import type { DirectorySource } from '../settings/schema/directory-source.js';

/** A run to execute, with the settings at the moment when it was taken from the queue. Later saves do not affect it. */
export interface RunInput extends DirectorySource, UsedVersions {
  readonly runId: string;
  readonly job: Job;
  readonly request: Pick<Run, 'trigger' | 'startedBy'>;
  /** Hash of the settings that decide what a plan contains. */
  readonly settingsShape: string;
  readonly mapping: readonly MappingRule[];
  /** The fields by which unlinked entries find their users, in this order. */
  readonly matching: readonly MatchingField[];
  /** Whether they find users, too, who are linked in other data pools only. */
  readonly matchingOtherPools: boolean;
  /** The name of a user who gives one up, with `{value}` for the former one. */
  readonly releasedName: string;
  /** Of the job's process. */
  readonly decisionTable: readonly Decision[];
  readonly limits: GuardLimits;
  readonly approval: ApprovalRules;
  /** Hashes of the sections of the settings. */
  readonly sections: SectionHashes;
  /** What the run turns back. It then does not read the directory. */
  readonly reverts?: Revert | undefined;
  /** Changes written per transaction; absent: the default of the database. */
  readonly chunkSize?: number | undefined;
}
