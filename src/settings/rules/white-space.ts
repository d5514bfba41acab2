import { Transform } from 'class-transformer';

import { trimChars } from '../../mapping/trim-chars.js';

/** Longer texts are not cleaned, which could take long: no setting that is cleaned may be as long. */
const MAX_CLEANED_LENGTH = 10_000;

/** White space of Unicode, and characters of no width that word processors and web pages put beside a copied text. */
const BLANK = /[\s\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069]/;

function isBlank(char: string): boolean {
  return BLANK.test(char);
}

/** The index of the first character at or after `start` that is not blank. */
export function skipBlanks(text: string, start: number): number {
  let index = start;
  while (index < text.length && isBlank(text.charAt(index))) index += 1;
  return index;
}

export function trimBlanks(text: string): string {
  return trimChars(text, isBlank);
}

/** Words with one blank between them. */
export function joinWords(text: string): string {
  return trimBlanks(text).split(/\s+/).join(' ');
}

/**
 * Removes what does not belong to the value from a text, or from each text of a list, before it is validated. What is
 * stored is therefore the clean text, wherever the settings came from. Values of other types are left alone.
 */
export function Cleaned(clean: (text: string) => string): PropertyDecorator {
  const cleanOne = (value: unknown) =>
    typeof value === 'string' && value.length <= MAX_CLEANED_LENGTH ? clean(value) : value;
  return Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map((each: unknown) => cleanOne(each)) : cleanOne(value),
  );
}
