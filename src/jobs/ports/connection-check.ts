import type { CheckReport } from '../../contract/batch-synchronizations.js';
import type { MappingRule } from '../../mapping/mapping-rule.js';
import type { DataPoolSettings } from '../../settings/data-pool-settings.js';

/** Tries a data pool step by step. Never throws: what fails is a step that failed. */
export abstract class ConnectionCheck {
  abstract check(dataPool: DataPoolSettings, mapping: readonly MappingRule[]): Promise<CheckReport>;
}
