import type { ChangeRow, RunSummary } from '../../shared/api/api-types.js';
import { byFieldOrder } from '../../shared/components/field-order.js';
import { differencesOf } from '../../shared/changes/differences-of.js';

/** A change that was applied can be turned back, unless only the place of the entry changed. */
export function isRevertible(change: ChangeRow): boolean {
  return change.state === 'applied' && change.userId !== null && fieldsToRevert([change]).length > 0;
}

/** A field that can be turned back alone. */
export interface RevertibleField {
  readonly field: string;
  /** How many changes it would turn back. */
  readonly changes: number;
}

/** The fields that were changed. Of a created user only the state is turned back, and the place of an entry never is. */
export function fieldsToRevert(changes: readonly ChangeRow[]): readonly RevertibleField[] {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const fields = change.kind === 'create' ? ['state'] : differencesOf(change).map(({ field }) => field);
    for (const field of fields) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  counts.delete('dn');
  return [...counts].map(([field, count]) => ({ field, changes: count })).toSorted(inOrder);
}

/** The fields that the run changed, while they are not known none. */
export function fieldsOfRun(summary: Pick<RunSummary, 'fields'> | undefined): readonly RevertibleField[] {
  const fields = summary?.fields ?? [];
  return fields
    .filter(({ revertible }) => revertible > 0)
    .map(({ field, revertible }) => ({ field, changes: revertible }))
    .toSorted(inOrder);
}

function inOrder(one: RevertibleField, other: RevertibleField): number {
  return byFieldOrder(one.field, other.field);
}
