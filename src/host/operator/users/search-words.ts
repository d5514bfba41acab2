const COMBINING_MARKS = /[\u0300-\u036f]/g;
const LETTERS: Readonly<Record<string, string>> = { Ø: 'o', ø: 'o', Ł: 'l', ł: 'l', Đ: 'd', đ: 'd', ı: 'i' };

/**
 * The words of a search. Each has its spellings: without accents, as the trigger of the users table keeps the text, and
 * as typed if that is different, for databases with another encoding than UTF-8.
 */
export function searchWords(query: string): readonly (readonly string[])[] {
  const words = query.split(/\s+/).filter((word) => word !== '');
  return [...new Set(words)].map((word) => [...new Set([withoutAccents(word), word])].filter((text) => text !== ''));
}

function withoutAccents(word: string): string {
  const letters = word.normalize('NFD').replaceAll(COMBINING_MARKS, '');
  return letters.replaceAll(/[ØøŁłĐđı]/g, (letter) => LETTERS[letter] ?? letter);
}
