import type { RowConversion } from './row-conversion.js';

/** UTF-16 units that are looked at after the cut. Longer sequences of accents are cut. */
const MAX_CHARACTER = 64;
/** Below it, only a line break has two characters that stay together. */
const FIRST_MARK = 0x300;
const LINE_BREAK = /\r\n/;
/** They join what follows, which is cut off. */
const JOINERS = /\u200D+$/;
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * At most so many characters, counted as PostgreSQL does. A letter and its accents, or the parts of an emoji, stay
 * together or are left out together.
 */
export function truncated({ length = Infinity }: RowConversion): (text: string) => string {
  return (text) => {
    if (text.length <= length) return text;
    const end = indexAfter(text, length);
    if (end === text.length) return text;
    if (text.charCodeAt(end) < FIRST_MARK && text.charCodeAt(end - 1) < FIRST_MARK && !LINE_BREAK.test(text))
      return text.slice(0, end);
    const last = CHARACTERS.segment(text.slice(0, end + MAX_CHARACTER)).containing(end)?.index ?? end;
    return last === 0 ? text.slice(0, end).replace(JOINERS, '') : text.slice(0, last);
  };
}

/** The index in UTF-16 units after so many code points. */
function indexAfter(text: string, count: number): number {
  let index = 0;
  for (let left = count; left > 0 && index < text.length; left -= 1)
    index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
  return index;
}
