import type { ChangeRow } from '../../shared/api/api-types.js';
import { differencesOf } from '../changes/differences-of.js';

/** As many as the host takes in one request. */
export const MAX_SELECTED = 1000;

/** A change that was applied can be turned back. */
export function isRevertible({ state, userId }: Pick<ChangeRow, 'state' | 'userId'>): boolean {
  return state === 'applied' && userId !== null;
}

/** The fields of which one can be turned back alone: none of a created user, who becomes inactive as a whole. */
export function fieldsToRevert(changes: readonly ChangeRow[]): readonly string[] {
  const fields = changes.flatMap((change) =>
    change.kind === 'create' ? [] : differencesOf(change).map(({ field }) => field),
  );
  return [...new Set(fields)].filter((field) => field !== 'dn');
}

/** The selection after a click on the box of all rows: everyone who can be, or nobody. */
export function toggledAll(selected: ReadonlySet<string>, shown: readonly ChangeRow[]): ReadonlySet<string> {
  const ids = shown
    .filter(isRevertible)
    .map(({ id }) => id)
    .slice(0, MAX_SELECTED);
  return ids.every((id) => selected.has(id)) ? new Set() : new Set(ids);
}

/** The selection after a click on the box of a row. */
export function toggledOne(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const toggled = new Set(selected);
  if (!toggled.delete(id) && toggled.size < MAX_SELECTED) toggled.add(id);
  return toggled;
}
