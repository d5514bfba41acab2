/** The fields of a user, in the order that people look for them. */
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

/** For `sort`: known fields first, then further attributes by name, state and DN at the end. */
export function byFieldOrder(one: string, other: string): number {
  return placeOf(one) - placeOf(other) || one.localeCompare(other);
}

function placeOf(field: string): number {
  const known = USER_FIELDS_IN_ORDER.indexOf(field);
  const last = LAST.indexOf(field);
  if (known >= 0) return known;
  return USER_FIELDS_IN_ORDER.length + (last >= 0 ? last + 1 : 0);
}
