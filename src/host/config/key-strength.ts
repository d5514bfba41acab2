export const HOW_TO_MAKE_A_KEY = 'for example from: openssl rand -base64 32';

const MIN_LENGTH = 32;
/** Bits that a text of random characters has at least; 32 hexadecimal digits have about 110. */
const MIN_BITS = 80;

/**
 * Why a key can be guessed, or undefined. An estimate: it finds repetitions and sequences, not every weak key.
 *
 * The entropy of the characters is an upper bound, so a key below the limit is certainly weak.
 */
export function keyWeakness(key: string): string | undefined {
  if (key.length < MIN_LENGTH) return `must have at least ${MIN_LENGTH} characters`;
  if (isRepetition(key)) return 'repeats the same characters';
  if (isSequence(key)) return 'is a sequence of characters';
  if (entropyOf(key) < MIN_BITS) return 'has too few different characters';
  return undefined;
}

/** A text consists of a repeated part if it occurs in its double before the end. */
function isRepetition(text: string): boolean {
  return (text + text).indexOf(text, 1) <= text.length / 2;
}

function isSequence(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1);
  return steps.length > text.length / 2;
}

function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - count * Math.log2(count / text.length), 0);
}
