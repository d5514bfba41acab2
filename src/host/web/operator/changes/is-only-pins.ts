import type { ChangeRow, UserChangeRow } from '../../shared/api/api-types.js';

/** Whether a person set or removed pins and changed no value. */
export function isOnlyPins(change: ChangeRow | UserChangeRow): boolean {
  return (
    'pins' in change &&
    Object.keys(change.pins).length > 0 &&
    Object.keys({ ...change.before, ...change.after }).length === 0
  );
}
