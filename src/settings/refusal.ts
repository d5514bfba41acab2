import { ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';

import type { MessageParameters } from '../contract/sync-error.js';

/** Why a value is refused: a key in `i18n/<language>/validation.json` and what its text names. */
export interface Refusal {
  readonly code: string;
  readonly params?: MessageParameters;
  /** Where below the property, e.g. `0` or `3.field`; absent: the property itself. */
  readonly at?: string;
}

/** What is wrong with a value; empty or undefined when nothing is. */
export type Check = (value: unknown, owner: object) => Refusal | readonly Refusal[] | undefined;

/** A check of our own as a class-validator decorator. A check passes what is not its type: `IsString` and its like refuse that. */
export function Refuses(name: string, check: Check): PropertyDecorator {
  const refusals = (args: ValidationArguments) => [check(args.value, args.object) ?? []].flat();
  return ValidateBy({
    name,
    validator: {
      validate: (_, args) => args === undefined || refusals(args).length === 0,
      defaultMessage: (args) => encodeRefusals(args === undefined ? [] : refusals(args)),
    },
  });
}

/** The code under which one of class-validator's own decorators refuses. Its constraint becomes the parameter `limit`. */
export function says(code: string): ValidationOptions {
  return {
    message: (args) => {
      // Declared as a list, yet undefined for decorators without parameters.
      const [limit] = (args.constraints as unknown[] | undefined) ?? [];
      return encodeRefusals([typeof limit === 'number' ? { code, params: { limit } } : { code }]);
    },
  };
}

/** class-validator passes messages on as text, in which it replaces `$value` and the like: base64 keeps what was typed as it is. */
export function encodeRefusals(refusals: readonly Refusal[]): string {
  return Buffer.from(JSON.stringify(refusals)).toString('base64url');
}

export function decodeRefusals(message: string): readonly Refusal[] {
  return JSON.parse(Buffer.from(message, 'base64url').toString()) as readonly Refusal[];
}
