import { convert } from './conversions/conversion.js';
import type { AttributeValue, Entry } from './directory-user.js';
import type { MappingRule } from './mapping-rule.js';
import { valuesOf } from './sources.js';

/** The values that a rule may write for an entry, converted and not empty, in the order in which they are tried. */
export type Candidates = (entry: Entry) => readonly AttributeValue[];

/** Prepares a rule once. The returned function never throws. */
export function prepareCandidates({ attribute }: Pick<MappingRule, 'attribute'>): Candidates {
  const name = attribute.toLowerCase();
  return (entry) => converted(valuesOf(entry, name));
}

/** Bytes are not converted. */
function converted(values: readonly AttributeValue[]): readonly AttributeValue[] {
  const candidates: AttributeValue[] = [];
  for (const value of values) {
    const candidate = typeof value === 'string' ? convert(value) : value;
    if (candidate.length > 0) candidates.push(candidate);
  }
  return candidates;
}
