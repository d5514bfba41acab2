import { ValidateBy, type ValidationError, type ValidationOptions } from 'class-validator';

import type { MessageParameters } from '../../contract/sync-error.js';
import { VALUE_CODES } from '../../i18n/value-codes.js';

/** Why a value is not valid: a key in `i18n/<language>/validation.json` and the parameters of its text. */
export interface RuleViolation {
  readonly code: string;
  readonly params?: MessageParameters;
  /** Path below the property, e.g. `0` or `3.field`; absent: the property itself. */
  readonly at?: string;
}

/** Returns what is wrong with a value; undefined or empty when it is valid. */
export type Rule = (value: unknown, owner: object) => RuleViolation | readonly RuleViolation[] | undefined;

/** What class-validator copies from a decorator into the error. */
interface RuleContext {
  readonly rule: Rule;
}

/**
 * A rule as a class-validator decorator. Rules accept values of other types: those are refused by `IsString` and the
 * other type decorators.
 */
export function FollowsRule(name: string, rule: Rule): PropertyDecorator {
  const context: RuleContext = { rule };
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value, args) => args === undefined || violationsOfRule(rule, value, args.object).length === 0,
        // Never shown, but class-validator copies no context for an empty message.
        defaultMessage: () => name,
      },
    },
    { context },
  );
}

/** The code with which a decorator of class-validator reports a value, if not that of `VALUE_CODES`. */
export function withCode(code: string): ValidationOptions {
  const context: RuleContext = { rule: () => ({ code }) };
  return { context };
}

/** The limit that a decorator of class-validator reports with a value. */
export function withLimit(limit: number): ValidationOptions {
  return { context: { limit } };
}

/** The values that a decorator of class-validator reports to be possible. */
export function withValues(values: readonly string[]): ValidationOptions {
  return { context: { values: values.join(', ') } };
}

/** The violations behind the first constraint of an error. */
export function violationsOf({
  constraints = {},
  contexts = {},
  value,
  target = {},
}: ValidationError): readonly RuleViolation[] {
  const [name = ''] = Object.keys(constraints);
  const context = contexts[name] as Partial<RuleContext> & MessageParameters;
  if (context?.rule) return violationsOfRule(context.rule, value, target);
  const code = VALUE_CODES.get(name);
  return code === undefined ? [] : [{ code, ...(context && { params: context }) }];
}

function violationsOfRule(rule: Rule, value: unknown, owner: object): readonly RuleViolation[] {
  return [rule(value, owner) ?? []].flat();
}
