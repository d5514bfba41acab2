import { isResourceName } from '../../contract/data-pool-names.js';
import type { RuleViolation } from './rule.js';

export function resourceNameViolation(value: unknown): RuleViolation | undefined {
  return isResourceName(value) ? undefined : { code: 'resourceName' };
}
