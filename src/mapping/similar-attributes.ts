/** At most this many edits for each four characters: `ampMial` is one edit from `ampMail`, but `o` is not similar to `ou`. */
const CHARACTERS_PER_EDIT = 4;
const MAX_SHOWN = 3;

/**
 * The names that `attribute` may be a misspelling of, the closest first; case does not matter.
 *
 * @param names of the attributes that entries have.
 */
export function similarAttributes(attribute: string, names: readonly string[]): readonly string[] {
  const wanted = attribute.toLowerCase();
  const most = Math.floor(wanted.length / CHARACTERS_PER_EDIT);
  return names
    .map((name) => ({ name, edits: edits(wanted, name.toLowerCase()) }))
    .filter((each) => each.edits > 0 && each.edits <= most)
    .toSorted((one, other) => one.edits - other.edits)
    .slice(0, MAX_SHOWN)
    .map(({ name }) => name);
}

/** Characters to insert, delete, replace or exchange with their neighbour (optimal string alignment). */
function edits(one: string, other: string): number {
  const rows = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const at = (up: number, left: number) => (left === 0 || up > 0 ? rows[row - up] : current)?.[column - left] ?? 0;
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const choices = [at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (isSame ? 0 : 1), ...(isSwapped ? [at(2, 2) + 1] : [])];
      current.push(Math.min(...choices));
    }
    rows.push(current);
  }
  return rows[one.length]?.[other.length] ?? 0;
}
