import type { WhyUser } from '../contract/why.js';
import type { EntryQuestion } from '../engine/ports/entry-lookup.js';
import { parseDistinguishedName } from '../settings/rules/distinguished-name.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';

const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName', 'email']);

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
    isName(who) ? { dn: who } : { value: nameOf(who, known), attributes: [...new Set(attributes)], orStableId: true },
  ];
}

/** No entry has the key of a user, but the entry of a user without a link may have its name. */
function nameOf(who: string, known: readonly Pick<WhyUser, 'id' | 'userName'>[]): string {
  return known.find(({ id }) => id === who)?.userName ?? who;
}

/** Every text is a value, but only some are DNs. */
export function isName(who: string): boolean {
  return who.includes('=') && (parseDistinguishedName(who)?.length ?? 0) > 0;
}
