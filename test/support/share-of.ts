/**
 * Every `parts`-th one, from another one on at each turn: cases that are combined with many others are not all combined
 * with each of them, but each meets some.
 */
export const shareOf = <T>(all: readonly T[], parts: number, turn: number): T[] =>
  all.filter((_, at) => (at + turn) % parts === 0);
