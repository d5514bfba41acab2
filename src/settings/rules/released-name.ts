import type { RuleViolation } from './rule.js';

/** Stands for what the user had, before an "@". */
export const RELEASED_VALUE = '{value}';

/** The name of a user who gives one up: it contains the former one once, and something of its own beside it. */
export function releasedNameViolation(template: unknown): RuleViolation | undefined {
  if (typeof template !== 'string') return undefined;
  const [before = '', after, ...others] = template.split(RELEASED_VALUE);
  // Without the former name all of them would get the same one, and with nothing else the one that they give up.
  if (after === undefined || others.length > 0 || before + after === '') return { code: 'releasedNameNotUnique' };
  return /[\s@{}]/u.test(before + after) ? { code: 'releasedNameCharacter' } : undefined;
}
