import type { AttributeValue } from '../directory-user.js';
import type { Work } from '../pattern.js';
import { booleanText, bitOf } from './boolean.js';
import { lowerCase, titleCase, upperCase } from './case.js';
import { isoDate } from './date.js';
import { base64, hex, sid } from './binary.js';
import { convert } from './conversion.js';
import { replaced } from './replace.js';
import type { RowConversion } from './row-conversion.js';
import { split } from './split.js';
import { truncated } from './truncate.js';

/** One value, several, or none; undefined if the value cannot be converted. Empty text means no value. */
export type Converted = AttributeValue | readonly AttributeValue[] | undefined;
/** Never throws. The work is what patterns may still do for a value of the directory, of which this one may be a part. */
export type Step = (value: AttributeValue, work: Work) => Converted;

/** Prepares a conversion once. */
export function prepareStep(conversion: RowConversion): Step {
  switch (conversion.kind) {
    case 'base64':
      return base64;
    case 'hex':
      return hex;
    case 'sid':
      return sid;
    default:
      return ofText(textStep(conversion));
  }
}

function textStep(conversion: RowConversion): (text: string, work: Work) => Converted {
  switch (conversion.kind) {
    case 'lowerCase':
      return lowerCase;
    case 'upperCase':
      return upperCase;
    case 'titleCase':
      return titleCase;
    case 'replace':
      return replaced(conversion);
    case 'split':
      return split(conversion);
    case 'truncate':
      return truncated(conversion);
    case 'date':
      return isoDate(conversion);
    case 'boolean':
      return booleanText(conversion);
    case 'bit':
      return bitOf(conversion);
    default:
      return convert;
  }
}

/** Bytes stay bytes: they are not readable, which is reported. */
function ofText(step: (text: string, work: Work) => Converted): Step {
  return (value, work) => (typeof value === 'string' ? step(value, work) : value);
}
