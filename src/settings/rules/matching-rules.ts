import { MATCHING_FIELDS } from '../../contract/matching.js';
import type { RuleViolation } from './rule.js';

const FIELDS: ReadonlySet<unknown> = new Set(MATCHING_FIELDS);

/** Each is a field that matches, and none stands twice. */
export function matchingViolations(value: unknown): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((field: unknown, index) => {
    const at = String(index);
    if (!FIELDS.has(field)) return [{ code: 'notOneOf', params: { values: MATCHING_FIELDS.join(', ') }, at }];
    return value.indexOf(field) < index ? [{ code: 'matchingTwice', at }] : [];
  });
}
