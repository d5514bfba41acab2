import type { AttributeValue } from '../directory-user.js';
import { type Work, workForOneValue } from '../pattern.js';
import type { RowObserver } from '../row-observer.js';
import type { RowNames } from '../sources/source.js';
import { type Candidate, isUnusable } from '../unusable.js';
import type { RowConversion } from './row-conversion.js';
import { prepareStep, type Step } from './step.js';

/** In UTF-16 units. A step that makes a longer text fails. */
const MAX_LENGTH = 100_000;
/** Of one value that was split. A step that makes more fails. */
const MAX_VALUES = 10_000;

/** Converts the values of a row by its steps, in their order. Never throws. */
export function prepareConversions(
  conversions: readonly RowConversion[],
  names: RowNames,
): (candidates: readonly Candidate[], observer?: RowObserver) => readonly Candidate[] {
  const steps = conversions.map(prepareStep);
  const convertOne = (value: AttributeValue, observer?: RowObserver): readonly Candidate[] => {
    let values: readonly AttributeValue[] = [value];
    const work = workForOneValue();
    for (const [index, step] of steps.entries()) {
      const converted = applied(step, values, work);
      if (!converted) {
        const problem = { code: 'VALUE_NOT_CONVERTED', params: { ...names, step: index + 1 } } as const;
        observer?.values('step', [{ problem, value }], index + 1);
        return [{ problem, value }];
      }
      observer?.values('step', converted, index + 1);
      values = converted;
    }
    return values;
  };
  return (candidates, observer) => {
    const [only] = candidates;
    if (candidates.length === 1 && only !== undefined && !isUnusable(only)) return convertOne(only, observer);
    return candidates.flatMap((each) => (isUnusable(each) ? [each] : convertOne(each, observer)));
  };
}

/** Undefined if one of the values cannot be converted. Empty ones are left out. */
function applied(step: Step, values: readonly AttributeValue[], work: Work): readonly AttributeValue[] | undefined {
  const results: AttributeValue[] = [];
  for (const value of values) {
    const converted = step(value, work);
    if (converted === undefined) return undefined;
    // Most steps make one text of one value.
    if (typeof converted === 'string' && values.length === 1)
      return converted.length > MAX_LENGTH ? undefined : converted === '' ? [] : [converted];
    const parts = typeof converted === 'string' || converted instanceof Uint8Array ? [converted] : converted;
    if (parts.length > MAX_VALUES || parts.some((part) => part.length > MAX_LENGTH)) return undefined;
    for (const part of parts) if (part.length > 0) results.push(part);
  }
  return results;
}
