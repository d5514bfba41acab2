import type { Candidate } from '../unusable.js';
import { convert } from '../conversions/conversion.js';
import { matcherOf } from '../pattern.js';
import type { MultipleValues } from './multiple-values.js';

/** Puts values into the order in which they are tried, or makes one of them. */
export type Choice = (candidates: readonly Candidate[]) => readonly Candidate[];

const SURROGATE = /[\uD800-\uDFFF]/;
const WHOLE_NUMBER = /^-?\d{1,15}$/;

/** Values in classes, the most preferred first. Within a class, they are in the order of their source. */
export type Preference = (candidates: readonly Candidate[]) => readonly (readonly Candidate[])[];

/** By the values before they are converted; undefined if none is preferred to another. */
export function preferenceOf({ choose, pattern = '' }: MultipleValues): Preference | undefined {
  if (choose !== 'preferred') return undefined;
  const matches = matcherOf(pattern);
  return (candidates) => {
    if (candidates.length < 2) return [candidates];
    const preferred: Candidate[] = [];
    const others: Candidate[] = [];
    for (const each of candidates) (typeof each === 'string' && matches(convert(each)) ? preferred : others).push(each);
    return preferred.length === 0 || others.length === 0 ? [candidates] : [preferred, others];
  };
}

/** The choice among the converted values; undefined if their order stays. Values that could not be used remain alone. */
export function choiceAfterConversion({ choose, separator = ', ' }: MultipleValues): Choice | undefined {
  if (choose === 'smallest') return ofAll((texts) => texts);
  return choose === 'joined' ? ofAll((texts) => [onceEach(texts).join(separator)]) : undefined;
}

function onceEach(sorted: readonly string[]): readonly string[] {
  return sorted.filter((text, index) => text !== sorted[index - 1]);
}

/** A choice that needs every value: without one of them it would look right, and might not be. */
function ofAll(choose: (sorted: readonly string[]) => readonly string[]): Choice {
  return (candidates) => {
    if (candidates.length < 2) return candidates;
    if (candidates.every((each) => typeof each === 'string')) return choose(candidates.toSorted(inOrder));
    return candidates.filter((each) => typeof each !== 'string');
  };
}

/** Numbers by their value, then texts by their characters. */
function inOrder(one: string, other: string): number {
  const isNumber = WHOLE_NUMBER.test(one);
  if (isNumber !== WHOLE_NUMBER.test(other)) return isNumber ? -1 : 1;
  return (isNumber ? Number(one) - Number(other) : 0) || inOrderOfUnicode(one, other);
}

/** Unlike the order of UTF-16, it has the pairs of surrogates last. Buffers are compared where these are. */
function inOrderOfUnicode(one: string, other: string): number {
  if (SURROGATE.test(one) || SURROGATE.test(other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return one < other ? -1 : Number(one > other);
}
