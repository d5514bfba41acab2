import type { CheckReport } from '../../contract/jobs.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { JobOfPeople } from './people-lookup.js';

/** Checks a data pool step by step. Never throws: a failure is reported as a failed step. */
export abstract class ConnectionCheck {
  abstract check(job: JobOfPeople, dataPool: DataPoolSettings, mapping: readonly MappingRule[]): Promise<CheckReport>;
}
