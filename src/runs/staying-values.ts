import type { UserRecord } from '../contract/users.js';
import { textForm } from '../mapping/conversions/text-form.js';
import type { DirectoryUser } from '../mapping/directory-user.js';

/** The present values of a user that stay although the entry has others before them, by their fields. */
export function stayingValues(
  { choices = {} }: Pick<DirectoryUser, 'choices'>,
  user: Pick<UserRecord, 'fields'> | null,
): ReadonlyMap<string, string> {
  const staying = Object.entries(choices).flatMap(([field, values]) => {
    const value = user?.fields[field]?.value;
    const present = typeof value === 'string' ? textForm(value) : undefined;
    return present !== undefined && values?.includes(present, 1) ? [[field, present] as const] : [];
  });
  return new Map(staying);
}
