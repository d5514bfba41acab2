import type { UserRecord } from '../contract/users.js';
import type { EntryQuestion } from '../engine/ports/entry-lookup.js';
import { parseDistinguishedName } from '../settings/rules/distinguished-name.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';

const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName', 'email']);

/** What to ask the directory for: the entries of the links of the known users, then `who` itself. */
export function questionsFor(
  who: string,
  known: readonly Pick<UserRecord, 'links'>[],
  { mapping }: Pick<BatchSyncSettings, 'mapping'>,
  dataPool: string,
): readonly EntryQuestion[] {
  const links = known.flatMap((user) => user.links).filter((link) => link.dataPool === dataPool);
  const attributes = mapping.filter(({ field }) => NAMES.has(field)).map(({ attribute }) => attribute);
  return [
    ...links.map(({ stableId }) => ({ value: stableId, attributes: [], orStableId: true })),
    ...links.map(({ dn }) => ({ dn })),
    isName(who) ? { dn: who } : { value: who, attributes: [...new Set(attributes)], orStableId: true },
  ];
}

/** Every text is a value, but only some are DNs. */
export function isName(who: string): boolean {
  return who.includes('=') && (parseDistinguishedName(who)?.length ?? 0) > 0;
}
