import type { UserRecord } from '../contract/users.js';
import type { WhyUser } from '../contract/why.js';
import type { EntryQuestion } from '../engine/ports/entry-lookup.js';
import { parseDistinguishedName } from '../settings/rules/distinguished-name.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';

const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName', 'email']);
/** The fields by which runs find users without a link, in this order. */
const MATCHED = ['principalName', 'userName'] as const;

/** What to ask the directory for: the entries of the links of the known users, then `who` itself. */
export function questionsFor(
  who: string,
  known: readonly Pick<WhyUser, 'id' | 'userName' | 'links'>[],
  { mapping }: Pick<BatchSyncSettings, 'mapping'>,
  dataPool: string,
): readonly EntryQuestion[] {
  const links = known.flatMap((user) => user.links).filter((link) => link.dataPool === dataPool);
  const attributes = mapping.filter(({ field }) => NAMES.has(field)).map(({ attribute }) => attribute);
  return [
    ...links.map(({ stableId }) => ({ value: stableId, attributes: [], orStableId: true })),
    ...links.map(({ dn }) => ({ dn })),
    isDistinguishedName(who)
      ? { dn: who }
      : { value: nameOf(who, known), attributes: [...new Set(attributes)], orStableId: true },
  ];
}

/** No entry has the key of a user, but the entry of a user without a link may have its name. */
function nameOf(who: string, known: readonly Pick<WhyUser, 'id' | 'userName'>[]): string {
  return known.find(({ id }) => id === who)?.userName ?? who;
}

/** A user without a link has the entry that a run would take over: by the principal name, then by the user name. */
export function questionsForUnlinked(
  { fields }: Pick<UserRecord, 'fields'>,
  { mapping }: Pick<BatchSyncSettings, 'mapping'>,
): readonly EntryQuestion[] {
  return MATCHED.flatMap((name) => {
    const value = fields[name]?.value;
    const attributes = mapping.filter(({ field }) => field === name).map(({ attribute }) => attribute);
    if (typeof value !== 'string' || value === '' || attributes.length === 0) return [];
    return [{ value, attributes: [...new Set(attributes)], orStableId: false }];
  });
}

/** Every text is a value, but only some are DNs. */
export function isDistinguishedName(who: string): boolean {
  return who.includes('=') && (parseDistinguishedName(who)?.length ?? 0) > 0;
}
