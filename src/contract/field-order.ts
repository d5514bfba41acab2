import { USER_FIELDS } from './user-binding.js';

/**
 * The values of a change in the order of the user's fields: known fields, then further ones by name, the state last. The
 * database orders them by the length of their names.
 */
export function inFieldOrder<T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  const names = Object.keys(values).toSorted((one, other) => rankOf(one) - rankOf(other) || (one < other ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, values[name] as T]));
}

function rankOf(field: string): number {
  if (field === 'state') return USER_FIELDS.length + 1;
  const known = (USER_FIELDS as readonly string[]).indexOf(field);
  return known < 0 ? USER_FIELDS.length : known;
}
