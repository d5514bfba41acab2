import { parseDistinguishedName } from '../../mapping/distinguished-name.js';
import type { RuleViolation } from './rule.js';

export const MAX_CANARIES = 20;
const MAX_LENGTH = 1_000;
/** Canonical text of entryUUID, objectGUID and ipaUniqueID, or of nsUniqueId. */
const STABLE_ID = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{8}(?:-[0-9a-f]{8}){3})$/i;

/** Each is a DN or a stable id. */
export function canaryViolations(value: unknown): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  if (value.length > MAX_CANARIES) return [{ code: 'listTooLong', params: { limit: MAX_CANARIES } }];
  return value.flatMap((canary: unknown, index) => {
    const violation = canaryViolation(canary);
    return violation ? [{ ...violation, at: String(index) }] : [];
  });
}

/** Whether a text is a stable id in its canonical form, in any case. */
export function isStableId(text: string): boolean {
  return STABLE_ID.test(text);
}

function canaryViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return { code: 'notText' };
  if (value.length > MAX_LENGTH) return { code: 'tooLong', params: { limit: MAX_LENGTH } };
  const isValid = isStableId(value) || (value !== '' && parseDistinguishedName(value) !== undefined);
  return isValid ? undefined : { code: 'canary', params: { value: value.slice(0, 200) } };
}
