import { convert } from './conversions/conversion.js';
import { prepareConversions } from './conversions/steps.js';
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
  const steps = conversions.length > 0 ? prepareConversions(conversions, namesOf(row)) : AS_THEY_ARE;
  const classes = preferenceOf(multiple ?? FIRST);
  const after = choiceAfterConversion(multiple ?? FIRST) ?? AS_THEY_ARE;
  const absent = whenAbsent === 'default' ? converted([defaultValue]) : [];
  // Most rows are plain, and each entry has many of them.
  const isPlain = !multiple && conversions.length === 0 && absent.length === 0;
  const of = (taken: readonly Candidate[], observer?: RowObserver) => {
    if (isPlain && !observer) return converted(taken);
    observer?.values('source', taken);
    const [preferred = taken, ...others] = classes?.(taken) ?? [taken];
    const ordered = others.length > 0 ? [...preferred, ...others.flat()] : taken;
    if (ordered !== taken) observer?.values('preferred', ordered);
    const formed = converted(steps(ordered, observer));
    observer?.values('form', formed);
    const chosen = after(formed);
    if (chosen !== formed) observer?.values('chosen', chosen);
    if (chosen.length > 0 || absent.length === 0) return chosen;
    observer?.values('default', absent);
    return absent;
  };
  const oneOf = {
    classes: classes ?? ((taken: readonly Candidate[]) => [taken]),
    ofValue: (value: Candidate) => converted(steps([value])),
  };
  return { source, of, oneOf: hasServerOrder(row) && after === AS_THEY_ARE ? oneOf : undefined };
}

/** The attribute of a row that takes its values as they are, in lower case; undefined for other rows. */
export function plainAttribute({ attribute, source, conversions = [], multiple }: MappingRule): string | undefined {
  const isPlain = !source && !multiple && conversions.length === 0;
  return isPlain ? attribute.toLowerCase() : undefined;
}

/** Bytes are not converted. */
function converted(values: readonly Candidate[]): readonly Candidate[] {
  const [only] = values;
  // Nothing is copied for the one clean value that most attributes have.
  if (values.length === 1 && typeof only === 'string' && only !== '' && convert(only) === only) return values;
  const candidates: Candidate[] = [];
  for (const value of values) {
    const candidate = typeof value === 'string' ? convert(value) : value;
    if (isUnusable(candidate) || candidate.length > 0) candidates.push(candidate);
  }
  return candidates;
}
