import { parseDistinguishedName, type RelativeName } from '../distinguished-name.js';
import type { Candidate } from '../unusable.js';
import type { RowSource } from './row-source.js';
import type { RowNames, Source } from './source.js';
import { valuesOf } from './sources.js';

/** The values of an attribute type in the entry's own DN, or one of them. */
export function entryDnSource({ rdn = '', position }: RowSource, names: RowNames): Source {
  const type = rdn.toLowerCase();
  return ({ dn }) => {
    const parsed = parseDistinguishedName(dn);
    if (!parsed) return [noName(dn, names)];
    const values = valuesOfType(parsed, type);
    if (position === undefined) return values;
    const value = values.at(position > 0 ? position - 1 : position);
    return value === undefined ? [] : [value];
  };
}

/** For each DN that the attribute holds, the value of its first RDN, or of its first RDN of a type. */
export function dnValueSource(attribute: string, { rdn = '' }: RowSource, names: RowNames): Source {
  const [key, type] = [attribute.toLowerCase(), rdn.toLowerCase()];
  return (entry) =>
    valuesOf(entry, key).flatMap((value): readonly Candidate[] => {
      const parsed = typeof value === 'string' ? parseDistinguishedName(value) : undefined;
      if (!parsed) return [noName(value, names)];
      return (type === '' ? (parsed[0] ?? []).map((part) => part.value) : valuesOfType(parsed, type)).slice(0, 1);
    });
}

/** From the entry to the root. */
function valuesOfType(names: readonly RelativeName[], type: string): readonly string[] {
  return names.flatMap((rdn) => rdn.filter((part) => part.type.toLowerCase() === type).map(({ value }) => value));
}

function noName(value: string | Uint8Array, names: RowNames): Candidate {
  return { problem: { code: 'VALUE_NOT_A_DN', params: names }, value };
}
