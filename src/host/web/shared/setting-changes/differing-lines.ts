interface Texts {
  /** Said of a list with the same lines as the other one. */
  readonly otherOrder: string;
  /** Said of a list that only lacks lines of the other one. */
  readonly notListed: string;
}

/** The lines that the other list does not have, or what else differs. */
export function differing(lines: readonly string[], others: readonly string[], texts: Texts): readonly string[] {
  const own = [...new Set(lines)].filter((line) => !others.includes(line));
  if (own.length > 0) return own;
  return [lines.length === others.length ? texts.otherOrder : texts.notListed];
}
