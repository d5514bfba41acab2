import type { AttributeValue } from '../directory-user.js';
import { type Work, workForOneValue } from '../pattern.js';
import type { RowObserver } from '../row-observer.js';
import type { RowNames } from '../sources/source.js';
import { type Candidate, isUnusable } from '../unusable.js';
import { convert } from './conversion.js';
import { readsBytes, type RowConversion } from './row-conversion.js';
import { prepareStep, type Step } from './step.js';

/** In UTF-16 units. A step that makes a longer text fails. */
const MAX_LENGTH = 100_000;
/** Of one value that was split. A step that makes more fails. */
const MAX_VALUES = 10_000;

/**
 * Converts the values of a row by its steps, in their order. The first step gets texts in their form, so that no row can tell
 * one spelling of a letter from another, unless it takes bytes. Never throws.
 */
export interface Conversions {
  readonly of: (candidates: readonly Candidate[], observer?: RowObserver) => readonly Candidate[];
  /** The quick way for a value of which the steps make one text; undefined if they do not. Empty if nothing is left. */
  readonly toText: (value: AttributeValue) => string | undefined;
}

/** Prepares the steps once. */
export function prepareConversions(conversions: readonly RowConversion[], names: RowNames): Conversions {
  const steps = conversions.map(prepareStep);
  const isOfBytes = readsBytes(conversions);
  const formed = (value: AttributeValue) => (typeof value === 'string' && !isOfBytes ? convert(value) : value);
  const convertOne = (value: AttributeValue, observer?: RowObserver): readonly Candidate[] => {
    const first = formed(value);
    let values: readonly AttributeValue[] = first === '' ? [] : [first];
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
  return {
    of: (candidates, observer) =>
      steps.length === 0
        ? candidates
        : candidates.flatMap((each) => (isUnusable(each) ? [each] : convertOne(each, observer))),
    toText: steps.length === 0 ? textOf : (value) => textBy(steps, formed(value)),
  };
}

function textOf(value: AttributeValue): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textBy(steps: readonly Step[], value: AttributeValue): string | undefined {
  if (value === '') return '';
  const work = workForOneValue();
  let made = value;
  for (const step of steps) {
    const converted = step(made, work);
    if (typeof converted !== 'string' || converted.length > MAX_LENGTH) return undefined;
    if (converted === '') return '';
    made = converted;
  }
  return textOf(made);
}

/** Undefined if one of the values cannot be converted. Empty ones are left out. */
function applied(step: Step, values: readonly AttributeValue[], work: Work): readonly AttributeValue[] | undefined {
  const results: AttributeValue[] = [];
  for (const value of values) {
    const converted = step(value, work);
    if (converted === undefined) return undefined;
    const parts = typeof converted === 'string' || converted instanceof Uint8Array ? [converted] : converted;
    if (parts.length > MAX_VALUES || parts.some((part) => part.length > MAX_LENGTH)) return undefined;
    for (const part of parts) if (part.length > 0) results.push(part);
  }
  return results;
}
