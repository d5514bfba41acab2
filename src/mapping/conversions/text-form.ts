const SPACE = 0x20;
const SOFT_HYPHEN = 0xad;

/**
 * Whether a text is sure to have the form, to be visible and to be storable: printable ASCII and composed Latin letters, with
 * single spaces within. Most texts are, and this is much quicker than to look for what could be wrong. Empty texts are not.
 */
export function isClean(text: string): boolean {
  let isAfterSpace = true;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const isSpace = unit === SPACE;
    if (isSpace ? isAfterSpace : !isPrintable(unit)) return false;
    isAfterSpace = isSpace;
  }
  return !isAfterSpace;
}

function isPrintable(unit: number): boolean {
  return (unit > SPACE && unit < 0x7f) || (unit > 0xa0 && unit < 0x250 && unit !== SOFT_HYPHEN);
}

/** Space separators: the space, the no-break space, the ideographic space and others. */
const BLANK = /\p{Zs}/gu;
const BLANKS = /\p{Zs}+/gu;

/** A text to be found in texts that have the form, such as a pattern or a separator: NFC, with a space for each blank. */
export function soughtForm(text: string): string {
  return text.normalize('NFC').replaceAll(BLANK, ' ');
}

/**
 * The form of every text that is mapped: NFC (UAX #15), without white space at its ends, and with one space for each run of
 * blanks within. Tabs and line breaks within stay, because addresses and descriptions have lines. `textFormSql` is the
 * same for values that the database holds.
 */
export function textForm(text: string): string {
  return isClean(text) ? text : text.normalize('NFC').trim().replaceAll(BLANKS, ' ');
}
