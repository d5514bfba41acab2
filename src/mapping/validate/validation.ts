import type { FieldProblem } from '../directory-user.js';
import type { MappingRule } from '../mapping-rule.js';
import { emailAddress } from './email-address.js';
import { maxLength } from './max-length.js';
import { visibleText } from './visible-text.js';

/** What is wrong with a value. */
export type ValueProblem = Pick<FieldProblem, 'code' | 'params'>;

/** Where a value is written, with what the host's users table allows there. */
export interface ValueTarget {
  /** The names that a problem reports. */
  readonly names: Pick<MappingRule, 'attribute' | 'field'>;
  /** In characters; `Infinity` without a limit. */
  readonly maxLength: number;
}

/** Checks one text value. Undefined: the value is valid. */
export type Validation = (text: string, target: ValueTarget) => ValueProblem | undefined;

/** The first problem of a text that is clean (see `isClean`), and so has no characters that cannot be seen. */
export function validateClean(text: string, target: ValueTarget): ValueProblem | undefined {
  return maxLength(text, target) ?? emailAddress(text, target);
}

/** The first problem of a value. Each validation decides itself for which targets it applies. */
export function validate(text: string, target: ValueTarget): ValueProblem | undefined {
  return maxLength(text, target) ?? visibleText(text, target) ?? emailAddress(text, target);
}
