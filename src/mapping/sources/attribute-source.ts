import { convert } from '../conversions/conversion.js';
import type { AttributeValue } from '../directory-user.js';
import type { Source } from './source.js';
import { valuesOf } from './sources.js';

/** The values of the first of the attributes that has one which is not blank. */
export function attributeSource(attributes: readonly string[]): Source {
  const [first = '', ...others] = attributes.map((attribute) => attribute.toLowerCase());
  if (others.length === 0) return (entry) => valuesOf(entry, first);
  const names = [first, ...others];
  return (entry) => {
    for (const name of names) {
      const values = valuesOf(entry, name);
      if (values.some(isPresent)) return values;
    }
    return [];
  };
}

/** Whether anything is left of a value without the white space around it. */
export function isPresent(value: AttributeValue): boolean {
  return (typeof value === 'string' ? convert(value) : value).length > 0;
}
