import type { CheckReport } from '../../contract/jobs.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';

/** Tries a data pool step by step. Never throws: what fails is a step that failed. */
export abstract class ConnectionCheck {
  abstract check(dataPool: DataPoolSettings, mapping: readonly MappingRule[]): Promise<CheckReport>;
}
