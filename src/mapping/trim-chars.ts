/** The text without the characters at its ends for which `isTrimmed` is true. Linear, unlike a regular expression. */
export function trimChars(text: string, isTrimmed: (char: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isTrimmed(text.charAt(end - 1))) end -= 1;
  let start = 0;
  while (start < end && isTrimmed(text.charAt(start))) start += 1;
  return text.slice(start, end);
}
