/** Controls, format characters such as direction marks, and separators of lines and paragraphs. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Makes text from a directory safe to print. Escape sequences and direction marks are shown instead of sent to the
 * terminal.
 */
export function escapeControlCharacters(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** The same for lines of output. In a JSON text, the escapes are those of JSON: it keeps its meaning. */
export function escapeOutput(lines: string): string {
  return lines.replace(UNSAFE, (character) => (character === '\n' ? character : escaped(character)));
}

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
