/** The fields of a user in display order, the most useful first. */
export const USER_FIELDS_IN_ORDER: readonly string[] = [
  'userName',
  'displayName',
  'firstName',
  'lastName',
  'commonName',
  'email',
  'phone',
  'mobile',
  'employeeNumber',
  'title',
  'department',
  'organization',
  'organizationalUnit',
  'location',
  'principalName',
  'source',
  'comment',
];

const LAST = ['state', 'dn'];

/** Compares fields for `sort`: known fields first, then additional attributes by name, then state and DN. */
export function byFieldOrder(one: string, other: string): number {
  return rankOf(one) - rankOf(other) || one.localeCompare(other);
}

function rankOf(field: string): number {
  const known = USER_FIELDS_IN_ORDER.indexOf(field);
  const last = LAST.indexOf(field);
  if (known >= 0) return known;
  return USER_FIELDS_IN_ORDER.length + (last >= 0 ? last + 1 : 0);
}
