import type { CheckReport } from '../../contract/check-report.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { JobOfPeople } from './people-lookup.js';

/** Checks step by step what a run does to read a directory. Never throws: a failure is reported as a failed step. */
export abstract class ConnectionCheck {
  /** The steps of a data pool: until it is known where a search could begin. */
  abstract connect(source: DirectorySource): Promise<CheckReport>;
  abstract check(job: JobOfPeople, source: DirectorySource, mapping: readonly MappingRule[]): Promise<CheckReport>;
}
