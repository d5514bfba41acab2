/** What makes a text take the slow way. Most texts have the form: printable ASCII and composed Latin letters. */
const MAY_DIFFER = /[^!-~ \u00a1-\u024f]| {2}|^ | $/;
/** Space separators: the space, the no-break space, the ideographic space and others. */
const BLANKS = /\p{Zs}+/gu;

/**
 * The form of every text that is mapped: NFC (UAX #15), without white space at its ends, and with one space for each run of
 * blanks within. Tabs and line breaks within stay, because addresses and descriptions have lines. `textFormSql` is the
 * same for values that the database holds.
 */
export function textForm(text: string): string {
  return MAY_DIFFER.test(text) ? text.normalize('NFC').trim().replaceAll(BLANKS, ' ') : text;
}
