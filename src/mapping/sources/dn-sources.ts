import { parseDistinguishedName, type RelativeName } from '../distinguished-name.js';
import type { AttributeValue } from '../directory-user.js';
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
    return values.at(position > 0 ? position - 1 : position) ?? [];
  };
}

/** For each DN that the attribute holds, the value of its first RDN, or of its first RDN of a type. */
export function dnValueSource(attribute: string, { rdn = '' }: RowSource, names: RowNames): Source {
  const [key, type] = [attribute.toLowerCase(), rdn.toLowerCase()];
  const nameIn = (value: AttributeValue): Candidate | readonly [] => {
    const parsed = typeof value === 'string' ? parseDistinguishedName(value) : undefined;
    if (!parsed) return noName(value, names);
    return (type === '' ? parsed[0]?.[0]?.value : valuesOfType(parsed, type)[0]) ?? [];
  };
  return (entry) => {
    const values = valuesOf(entry, key);
    const name = values.length === 1 && values[0] !== undefined ? nameIn(values[0]) : undefined;
    return typeof name === 'string' ? name : values.flatMap(nameIn);
  };
}

/** From the entry to the root. */
function valuesOfType(names: readonly RelativeName[], type: string): readonly string[] {
  const values: string[] = [];
  for (const rdn of names) {
    for (const part of rdn) if (isSame(part.type, type)) values.push(part.value);
  }
  return values;
}

/** @param lower in lower case. Both are ASCII. */
function isSame(type: string, lower: string): boolean {
  return type.length === lower.length && type.toLowerCase() === lower;
}

function noName(value: AttributeValue, names: RowNames): Candidate {
  return { problem: { code: 'VALUE_NOT_A_DN', params: names }, value };
}
