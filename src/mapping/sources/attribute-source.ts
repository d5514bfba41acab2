import { convert } from '../conversions/conversion.js';
import { guidBytes } from '../conversions/guid-bytes.js';
import type { AttributeValue } from '../directory-user.js';
import type { Source, Taken } from './source.js';
import { valuesOf } from './sources.js';

/** In lower case. Its values are read as the text of the stable id. */
const OBJECT_GUID = 'objectguid';

/** As `attributeSource`, with the bytes of an objectGUID. */
export function bytesSource(attributes: readonly string[]): Source {
  const source = attributeSource(attributes);
  if (!attributes.some((attribute) => attribute.toLowerCase() === OBJECT_GUID)) return source;
  return (entry) => {
    const taken = source(entry);
    if (typeof taken === 'string') return guidBytes(taken) ?? taken;
    if (taken instanceof Uint8Array) return taken;
    return taken.map((value) => (typeof value === 'string' ? (guidBytes(value) ?? value) : value));
  };
}

/** The values of the first of the attributes that has one which is not blank. */
export function attributeSource(attributes: readonly string[]): Source {
  const [first = '', ...others] = attributes.map((attribute) => attribute.toLowerCase());
  if (others.length === 0) return (entry) => onlyOrAll(valuesOf(entry, first));
  const names = [first, ...others];
  return (entry) => {
    for (const name of names) {
      const values = valuesOf(entry, name);
      if (firstPresent(values) !== undefined) return onlyOrAll(values);
    }
    return [];
  };
}

function onlyOrAll(values: readonly AttributeValue[]): Taken {
  return values.length === 1 ? (values[0] ?? values) : values;
}

/** The first value that is not blank, a text in its form; undefined if there is none. */
export function firstPresent(values: readonly AttributeValue[]): AttributeValue | undefined {
  for (const value of values) {
    const formed = typeof value === 'string' ? convert(value) : value;
    if (formed.length > 0) return formed;
  }
  return undefined;
}

/** Its texts in their form, without bytes and blank ones. */
export function textsIn(values: readonly AttributeValue[]): readonly string[] {
  const texts: string[] = [];
  for (const value of values) {
    const text = typeof value === 'string' ? convert(value) : '';
    if (text !== '') texts.push(text);
  }
  return texts;
}
