/** As many rows as the host takes in one request. */
export const MAX_SELECTED = 1000;

/** The selection after a click on the box of all rows: all of these, or nobody. */
export function toggledAll(selected: ReadonlySet<string>, selectable: readonly string[]): ReadonlySet<string> {
  const ids = selectable.slice(0, MAX_SELECTED);
  return ids.every((id) => selected.has(id)) ? new Set() : new Set(ids);
}

/** The selection after a click on the box of a row. */
export function toggledOne(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const toggled = new Set(selected);
  if (!toggled.delete(id) && toggled.size < MAX_SELECTED) toggled.add(id);
  return toggled;
}
