import { convert } from './conversions/conversion.js';
import { prepareConversions } from './conversions/steps.js';
import type { Entry } from './directory-user.js';
import type { MappingRule } from './mapping-rule.js';
import { type Choice, choiceAfterConversion, choiceBeforeConversion } from './multiple/choose.js';
import type { RowObserver } from './row-observer.js';
import { namesOf, prepareSource } from './sources/source.js';
import { type Candidate, isUnusable } from './unusable.js';

/** The values that a rule may write for an entry, converted and not empty, in the order in which they are tried. */
export type Candidates = (entry: Entry, observer?: RowObserver) => readonly Candidate[];

const FIRST = { choose: 'first' } as const;
const AS_THEY_ARE: Choice = (candidates) => candidates;

/** Prepares a rule once. The returned function never throws. */
export function prepareCandidates(row: MappingRule): Candidates {
  const { multiple, conversions = [], whenAbsent, defaultValue = '' } = row;
  const source = prepareSource(row);
  const steps = conversions.length > 0 ? prepareConversions(conversions, namesOf(row)) : AS_THEY_ARE;
  const before = choiceBeforeConversion(multiple ?? FIRST) ?? AS_THEY_ARE;
  const after = choiceAfterConversion(multiple ?? FIRST) ?? AS_THEY_ARE;
  const absent = whenAbsent === 'default' ? converted([defaultValue]) : [];
  // Most rows are plain, and each entry has many of them.
  const isPlain = !multiple && conversions.length === 0 && absent.length === 0;
  return (entry, observer) => {
    if (isPlain && !observer) return converted(source(entry));
    const taken = source(entry);
    observer?.values('source', taken);
    const ordered = before(taken);
    if (ordered !== taken) observer?.values('preferred', ordered);
    const formed = converted(steps(ordered, observer));
    observer?.values('form', formed);
    const chosen = after(formed);
    if (chosen !== formed) observer?.values('chosen', chosen);
    if (chosen.length > 0 || absent.length === 0) return chosen;
    observer?.values('default', absent);
    return absent;
  };
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
