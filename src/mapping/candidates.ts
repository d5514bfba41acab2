import { convert } from './conversions/conversion.js';
import { prepareConversions } from './conversions/steps.js';
import type { AttributeValue } from './directory-user.js';
import type { MappingRule } from './mapping-rule.js';
import { type Choice, choiceAfterConversion, preferenceOf } from './multiple/choose.js';
import type { RowObserver } from './row-observer.js';
import { hasServerOrder, namesOf, prepareSource, type Source } from './sources/source.js';
import { type Candidate, isUnusable } from './unusable.js';

/** The values that a rule may write for an entry, converted and not empty, in the order in which they are tried. */
export interface Candidates {
  readonly source: Source;
  /** Those of all values that the source took. */
  readonly of: (taken: readonly Candidate[], observer?: RowObserver) => readonly Candidate[];
  /** The quick way for the only value that the source took: see `Conversions`. */
  readonly toText: (value: AttributeValue) => string | undefined;
  /** What is written if nothing else is; undefined: nothing. */
  readonly whenAbsent: string | undefined;
  /** For a rule that takes one of several values whose order is that of the server; undefined for others. */
  readonly oneOf: OneOfSeveral | undefined;
}

interface OneOfSeveral {
  /** The values in classes, the most preferred first. */
  readonly classes: (taken: readonly Candidate[]) => readonly (readonly Candidate[])[];
  /** The candidates that one value makes. */
  readonly ofValue: (value: Candidate) => readonly Candidate[];
}

const FIRST = { choose: 'first' } as const;
const AS_THEY_ARE: Choice = (candidates) => candidates;

/** Prepares a rule once. The functions never throw. */
export function prepareCandidates(row: MappingRule): Candidates {
  const { multiple, conversions = [], whenAbsent, defaultValue = '' } = row;
  const source = prepareSource(row);
  const steps = prepareConversions(conversions, namesOf(row));
  const classes = preferenceOf(multiple ?? FIRST);
  const after = choiceAfterConversion(multiple ?? FIRST) ?? AS_THEY_ARE;
  const text = whenAbsent === 'default' ? convert(defaultValue) : '';
  const absent = text === '' ? [] : [text];
  const of = (taken: readonly Candidate[], observer?: RowObserver) => {
    observer?.values('source', taken);
    const [preferred = taken, ...others] = classes?.(taken) ?? [taken];
    const ordered = others.length > 0 ? [...preferred, ...others.flat()] : taken;
    if (ordered !== taken) observer?.values('preferred', ordered);
    const formed = converted(steps.of(ordered, observer));
    observer?.values('form', formed);
    const chosen = after(formed);
    if (chosen !== formed) observer?.values('chosen', chosen);
    if (chosen.length > 0 || absent.length === 0) return chosen;
    observer?.values('default', absent);
    return absent;
  };
  const oneOf = {
    classes: classes ?? ((taken: readonly Candidate[]) => [taken]),
    ofValue: (value: Candidate) => converted(steps.of([value])),
  };
  const isOneOf = hasServerOrder(row) && after === AS_THEY_ARE;
  return { source, of, toText: steps.toText, whenAbsent: absent[0], oneOf: isOneOf ? oneOf : undefined };
}

/** Bytes are not converted. */
function converted(values: readonly Candidate[]): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const value of values) {
    const candidate = typeof value === 'string' ? convert(value) : value;
    if (isUnusable(candidate) || candidate.length > 0) candidates.push(candidate);
  }
  return candidates;
}
