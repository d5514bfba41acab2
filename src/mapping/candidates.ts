import { convert } from './conversions/conversion.js';
import { prepareConversions } from './conversions/steps.js';
import type { Entry } from './directory-user.js';
import type { MappingRule } from './mapping-rule.js';
import { type Choice, choiceAfterConversion, choiceBeforeConversion } from './multiple/choose.js';
import { namesOf, prepareSource } from './sources/source.js';
import { type Candidate, isUnusable } from './unusable.js';

/** The values that a rule may write for an entry, converted and not empty, in the order in which they are tried. */
export type Candidates = (entry: Entry) => readonly Candidate[];

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
  if (!multiple && conversions.length === 0 && absent.length === 0) return (entry) => converted(source(entry));
  return (entry) => {
    const candidates = after(converted(steps(before(source(entry)))));
    return candidates.length > 0 ? candidates : absent;
  };
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
