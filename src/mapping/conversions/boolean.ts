import type { RowConversion } from './row-conversion.js';

const WHOLE_NUMBER = /^-?\d{1,19}$/;

/** `TRUE` and `FALSE` (RFC 4517 section 3.3.3), or 1 and 0, as the texts of the row. */
export function booleanText({
  trueText = 'true',
  falseText = 'false',
}: RowConversion): (text: string) => string | undefined {
  return (text) => {
    const value = text.trim().toLowerCase();
    if (value === 'true' || value === '1') return trueText;
    return value === 'false' || value === '0' ? falseText : undefined;
  };
}

/** Whether a bit of a whole number is set. Negative numbers are two's complements, as in groupType. */
export function bitOf({ bit = 0 }: RowConversion): (text: string) => string | undefined {
  return (text) => {
    const number = text.trim();
    if (!WHOLE_NUMBER.test(number)) return undefined;
    return ((BigInt(number) >> BigInt(bit)) & 1n) === 1n ? 'true' : 'false';
  };
}
