import type { AttributeShare, Proposal } from '../../shared/api/set-up.js';
import { isRecord } from '../../shared/settings-schema/is-record.js';
import { type MappingRule, rulesIn } from '../../shared/settings-schema/mapping-rule.js';
import type { MappingEvidence } from '../form/mapping-evidence.js';

/** Attribute options such as `;lang-sv` do not change what an attribute is called. */
const nameOf = (attribute: string) => (attribute.split(';')[0] ?? '').trim().toLowerCase();

export function evidenceIn({ sampled, mapping, unmapped, names }: Proposal): MappingEvidence {
  const shares = sharesIn({ mapping, unmapped });
  const byName = new Map(shares.map((share) => [nameOf(share.attribute), share]));
  const known = new Set([...byName.keys(), ...names.map(nameOf)]);
  return {
    sampled,
    names: [...new Set([...shares.map(({ attribute }) => attribute), ...names])].toSorted(),
    shareOf: (attribute) => byName.get(nameOf(attribute)),
    // Without entries and schema, nothing can be said.
    isUnknown: (attribute) => nameOf(attribute) !== '' && sampled > 0 && !known.has(nameOf(attribute)),
  };
}

/** The attributes that entries have and no row reads, those that most entries have first. */
export function openAttributes(proposal: Proposal, mapping: readonly object[]): readonly AttributeShare[] {
  const read = new Set(rulesIn(mapping).flatMap(attributesOf).map(nameOf));
  return sharesIn(proposal)
    .filter(({ attribute }) => !read.has(nameOf(attribute)))
    .toSorted((one, other) => other.entries - one.entries);
}

/** The fields that no row fills. */
export function openFields(fields: readonly string[], mapping: readonly object[]): readonly string[] {
  const filled = new Set(rulesIn(mapping).map(({ field }) => field));
  return fields.filter((field) => !filled.has(field));
}

function sharesIn({ mapping, unmapped }: Pick<Proposal, 'mapping' | 'unmapped'>): readonly AttributeShare[] {
  return [...mapping, ...unmapped].filter(({ entries }) => entries > 0);
}

/** The attributes that a row reads: its own, its alternatives, and those in a template. */
function attributesOf({ attribute, further }: MappingRule): readonly string[] {
  const source = isRecord(further['source']) ? further['source'] : {};
  const { alternatives, text } = source;
  const inTemplate = typeof text === 'string' ? [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name) : [];
  return [attribute, ...(Array.isArray(alternatives) ? alternatives.map(String) : []), ...inTemplate];
}
