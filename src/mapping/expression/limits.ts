/** Of one attribute that an expression reads. */
export const MAX_VALUES = 100;
/** Of all values that an expression reads, of the DN, and of a text that it replaces in, in UTF-16 units. */
export const MAX_LENGTH = 10_000;
/** Of a text with replacements. */
export const MAX_REPLACED = 100_000;
