import { type Candidate, isUnusable } from '../unusable.js';
import { matcherOf } from '../pattern.js';
import type { MultipleValues } from './multiple-values.js';

/** Puts values into the order in which they are tried, or makes one of them. */
export type Choice = (candidates: readonly Candidate[]) => readonly Candidate[];

const WHOLE_NUMBER = /^-?\d{1,15}$/;

/** The choice among the values before they are converted; undefined if their order stays. */
export function choiceBeforeConversion({ choose, pattern = '' }: MultipleValues): Choice | undefined {
  if (choose !== 'preferred') return undefined;
  const matches = matcherOf(pattern);
  const isPreferred = (candidate: Candidate) => typeof candidate === 'string' && matches(candidate);
  return (candidates) => {
    if (candidates.length < 2) return candidates;
    const preferred = candidates.filter(isPreferred);
    return preferred.length === 0 ? candidates : [...preferred, ...candidates.filter((each) => !isPreferred(each))];
  };
}

/** The choice among the converted values; undefined if their order stays. Values that could not be used come last, or, joined, alone. */
export function choiceAfterConversion({ choose, separator = ', ' }: MultipleValues): Choice | undefined {
  if (choose === 'smallest') return (candidates) => (candidates.length < 2 ? candidates : sorted(candidates));
  if (choose !== 'joined') return undefined;
  return (candidates) => {
    if (candidates.length < 2) return candidates;
    // A text without them would look complete.
    const others = candidates.filter((each) => typeof each !== 'string');
    const texts = sorted(candidates).filter((each) => typeof each === 'string');
    return others.length > 0 ? others : [[...new Set(texts)].join(separator)];
  };
}

function sorted(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.toSorted(inOrder);
}

/** Numbers by their value, then texts by their characters, then bytes, then what could not be used. */
function inOrder(one: Candidate, other: Candidate): number {
  const ranks = rankOf(one) - rankOf(other);
  if (ranks !== 0 || typeof one !== 'string' || typeof other !== 'string') return ranks;
  const numbers = rankOf(one) === 0 ? Number(one) - Number(other) : 0;
  return numbers || Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function rankOf(candidate: Candidate): number {
  if (typeof candidate === 'string') return WHOLE_NUMBER.test(candidate) ? 0 : 1;
  return isUnusable(candidate) ? 3 : 2;
}
