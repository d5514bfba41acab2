import { ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';

import type { MessageParameters } from '../../contract/sync-error.js';

/** Why a value is refused: a key in `i18n/<language>/validation.json` and what its text names. */
export interface RuleViolation {
  readonly code: string;
  readonly params?: MessageParameters;
  /** Where below the property, e.g. `0` or `3.field`; absent: the property itself. */
  readonly at?: string;
}

/** What is wrong with a value; empty or undefined when nothing is. */
export type Rule = (value: unknown, owner: object) => RuleViolation | readonly RuleViolation[] | undefined;

/** A check of our own as a class-validator decorator. A check passes what is not its type: `IsString` and its like refuse that. */
export function FollowsRule(name: string, check: Rule): PropertyDecorator {
  const refusals = (args: ValidationArguments) => [check(args.value, args.object) ?? []].flat();
  return ValidateBy({
    name,
    validator: {
      validate: (_, args) => args === undefined || refusals(args).length === 0,
      defaultMessage: (args) => encodeViolations(args === undefined ? [] : refusals(args)),
    },
  });
}

/** The code under which one of class-validator's own decorators refuses. Its constraint becomes the parameter `limit`. */
export function withCode(code: string): ValidationOptions {
  return {
    message: (args) => {
      // Declared as a list, yet undefined for decorators without parameters.
      const [limit] = (args.constraints as unknown[] | undefined) ?? [];
      return encodeViolations([typeof limit === 'number' ? { code, params: { limit } } : { code }]);
    },
  };
}

/** class-validator passes messages on as text, in which it replaces `$value` and the like: base64 keeps what was typed as it is. */
export function encodeViolations(refusals: readonly RuleViolation[]): string {
  return Buffer.from(JSON.stringify(refusals)).toString('base64url');
}

export function decodeViolations(message: string): readonly RuleViolation[] {
  return JSON.parse(Buffer.from(message, 'base64url').toString()) as readonly RuleViolation[];
}
