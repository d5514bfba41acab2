import type { ConflictRow } from '../../shared/api/conflicts.js';

/** Fields whose value becomes another one when it is given up, instead of being emptied. */
const NAMES: ReadonlySet<string | null> = new Set(['userName', 'principalName']);

/**
 * What becomes of the name that a conflict is about when the user in the way gives it up, unless that is taken: `ada.former@corp.example`.
 * Undefined if the conflict is not about a name.
 *
 * @param rule of the job, with `{value}` for the name before an `@`.
 */
export function releasedNameOf({ field, value, user }: ConflictRow, rule: string): string | undefined {
  if (value === null || !NAMES.has(field)) return undefined;
  const isSame = user?.userName.toLowerCase() === value.toLowerCase();
  const own = isSame ? user.userName : value;
  const [name = ''] = own.split('@', 1);
  return `${rule.replace('{value}', () => name)}${own.slice(name.length)}`;
}
