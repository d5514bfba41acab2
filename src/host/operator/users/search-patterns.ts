/** Latin-1 Supplement, Latin Extended-A and -B; Latin Extended Additional. */
const LATIN_BLOCKS = [
  [0xc0, 0x24f],
  [0x1e00, 0x1eff],
] as const;
const COMBINING_MARKS = String.raw`[\u0300-\u036f]*`;
/** Letters that do not decompose. */
const LETTERS: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** The accented letters, in both cases, by their letter without accent. */
const ACCENTED = accentedLetters();

/**
 * The words of a search as patterns of PostgreSQL, all of which a text must match without regard to case. A Latin letter
 * matches with any accent and without. What the words contain is taken literally.
 */
export function searchPatterns(query: string): readonly string[] {
  return wordsOf(query).map((word) => Array.from(word, patternOf).join(''));
}

/** The different words of a search. */
export function wordsOf(query: string): readonly string[] {
  const words = query.normalize('NFC').split(/\s+/);
  return [...new Set(words.filter((word) => word !== ''))];
}

function patternOf(character: string): string {
  const letter = withoutAccent(character);
  const accented = ACCENTED.get(letter);
  if (!accented) return /[\p{L}\p{N}]/u.test(character) ? character : `[${literal(character)}]`;
  // Escapes, because other encodings than UTF-8 lack some of the letters.
  return `[${letter}${accented.map(escape).join('')}]${COMBINING_MARKS}`;
}

/** A character within brackets. */
function literal(character: string): string {
  return /[\\\]^[]/.test(character) ? `\\${character}` : character;
}

function withoutAccent(character: string): string {
  const [letter = character] = character.toLowerCase().normalize('NFD');
  return LETTERS[letter] ?? letter;
}

function accentedLetters(): ReadonlyMap<string, readonly string[]> {
  const byLetter = new Map<string, string[]>();
  for (const [first, last] of LATIN_BLOCKS) {
    for (let code = first as number; code <= last; code += 1) {
      const character = String.fromCodePoint(code);
      const letter = withoutAccent(character);
      if (/^[a-z]$/.test(letter)) byLetter.set(letter, [...(byLetter.get(letter) ?? []), character]);
    }
  }
  return byLetter;
}

function escape(character: string): string {
  return String.raw`\u${character.codePointAt(0)?.toString(16).padStart(4, '0')}`;
}
