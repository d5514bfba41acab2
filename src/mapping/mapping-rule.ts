import type { UserField } from '../contract/user-binding.js';
import type { RowConversion } from './conversions/row-conversion.js';
import type { MultipleValues } from './multiple/multiple-values.js';
import type { RowSource } from './sources/row-source.js';

/** Prefix of a target in the JSON attributes. */
export const ATTRIBUTES = 'attributes.';

/** Where a value is written: a user field, or a named value in the JSON attributes. */
export type MappingTarget = UserField | `attributes.${string}`;

/** What a row does if an entry has no value for it. */
export const ABSENT_CHOICES = ['clear', 'keep', 'default'] as const;
export type AbsentChoice = (typeof ABSENT_CHOICES)[number];

/** One row of the mapping, as the administrator entered it. */
export interface MappingRule {
  /** LDAP attribute description, e.g. `givenName`. Empty if `source` reads no attribute, or names those that it reads in its text. */
  readonly attribute: string;
  readonly field: MappingTarget;
  /** If true, an entry without a value is a problem (`VALUE_MISSING`). */
  readonly required: boolean;
  /** Where the values come from. @default the values of `attribute` */
  readonly source?: RowSource | undefined;
  /** Steps in which each value is converted, in this order. */
  readonly conversions?: readonly RowConversion[] | undefined;
  /** Which of several values is written. @default the present one, if it is one of them; else the first valid one */
  readonly multiple?: MultipleValues | undefined;
  /** What happens to the field if the entry has no value. @default 'clear' */
  readonly whenAbsent?: AbsentChoice | undefined;
  /** The value that is written with `whenAbsent: 'default'`. */
  readonly defaultValue?: string | undefined;
}

/** The fields that the rules write, each once. */
export function targetsOf(rules: readonly MappingRule[]): readonly MappingTarget[] {
  return [...new Set(rules.map(({ field }) => field))];
}
