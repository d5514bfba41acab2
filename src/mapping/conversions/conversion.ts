import type { AttributeValue } from '../directory-user.js';
import { trim } from './trim.js';

/** Changes one text value before it is validated. Empty text means no value. */
export type Conversion = (text: string) => string;

/** Applied to every text value. Further conversions are composed here. */
const convert: Conversion = (text) => trim(text);

/** The first value that is not empty after conversion. Bytes are not converted. */
export function firstConverted(values: readonly AttributeValue[]): AttributeValue | undefined {
  for (const value of values) {
    const converted = typeof value === 'string' ? convert(value) : value;
    if (converted.length > 0) return converted;
  }
  return undefined;
}
