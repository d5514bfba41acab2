import { EvaluationError } from '@marcbachmann/cel-js';

/** By the codes of the library. Its messages are not shown, since they quote values, which may be secret. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['no_such_key', 'no such key or position'],
  ['index_out_of_bounds', 'no such key or position'],
  ['index_out_of_range', 'a position outside of a text'],
  ['int_conversion_error', 'a value that cannot be converted to int'],
  ['uint_conversion_error', 'a value that cannot be converted to uint'],
  ['double_conversion_error', 'a value that cannot be converted to double'],
  ['bool_conversion_error', 'a value that cannot be converted to bool'],
  ['invalid_timestamp', 'a value that cannot be converted to timestamp'],
  ['invalid_duration', 'a value that cannot be converted to duration'],
  ['numeric_overflow', 'a number that is too large'],
  ['division_by_zero', 'a division by zero'],
  ['modulo_by_zero', 'a division by zero'],
  ['no_such_overload', 'values of types that do not fit'],
  ['no_matching_overload', 'values of types that do not fit'],
  ['invalid_condition_type', 'values of types that do not fit'],
  ['invalid_logical_operand', 'values of types that do not fit'],
  ['invalid_list_element_type', 'values of types that do not fit'],
]);

/** Values that are too many or too long. Its message holds none of them. */
export class TooLarge extends Error {}

/** Why an expression failed for an entry, from a fixed list: never a value, nor a part of one. */
export function failureReason(error: unknown): string {
  if (error instanceof TooLarge) return error.message;
  if (!(error instanceof EvaluationError)) return 'it cannot be evaluated';
  return located(REASONS.get(error.code) ?? 'it cannot be evaluated', error.range?.start);
}

/** @param at index in the expression, in UTF-16 units; undefined if it is not known. */
export function located(reason: string, at: number | undefined): string {
  return at === undefined ? reason : `${reason} (character ${at + 1})`;
}
