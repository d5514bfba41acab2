import type { EntryChoice } from '../contract/preview.js';
import type { UserRecord } from '../contract/users.js';
import type { WhyUser } from '../contract/why.js';
import type { EntryQuestion } from '../engine/ports/entry-lookup.js';
import { parseDistinguishedName } from '../mapping/distinguished-name.js';
import { attributesWithValue } from '../mapping/sources/sources.js';
import { cleanDistinguishedName } from '../settings/rules/distinguished-name.js';
import type { BatchSyncSettings } from '../settings/schema/batch-sync-settings.js';

const NAMES: ReadonlySet<string> = new Set(['userName', 'principalName', 'email']);
const SHOWN_NAMES: ReadonlySet<string> = new Set(['displayName', 'commonName']);
/** Of names. */
const PARTS: ReadonlySet<string> = new Set(['firstName', 'lastName']);
/** By which people are known whatever is mapped. */
const STANDARD_NAMES = ['displayName', 'cn'] as const;

/** What to ask the directory for: the entries of the links of the known users, then `who` itself, at last as a displayed name. */
export function questionsFor(
  who: string,
  known: readonly Pick<WhyUser, 'id' | 'userName' | 'links'>[],
  { mapping }: Pick<BatchSyncSettings, 'mapping'>,
  dataPool: string,
): readonly EntryQuestion[] {
  const links = known.flatMap((user) => user.links).filter((link) => link.dataPool === dataPool);
  const names = attributesFor(mapping, NAMES);
  const shownNames = [...attributesFor(mapping, SHOWN_NAMES), ...STANDARD_NAMES];
  return [
    ...links.map(({ stableId }) => ({ value: stableId, attributes: [], orStableId: true })),
    ...links.map(({ dn }) => ({ dn })),
    ...(isDistinguishedName(who)
      ? [questionForName(who)]
      : [
          { value: nameOf(who, known), attributes: names, orStableId: true },
          { value: nameOf(who, known), attributes: unique(shownNames), orStableId: false },
        ]),
  ];
}

/** What to ask for to choose an entry: the one that `search` names, else those of which it is a part of a name. */
export function questionsForChoice(
  { dn, search = '' }: EntryChoice,
  settings: Pick<BatchSyncSettings, 'mapping'>,
  dataPool: string,
): readonly EntryQuestion[] {
  if (dn !== undefined) return [questionForName(dn)];
  const named = questionsFor(search, [], settings, dataPool);
  if (isDistinguishedName(search)) return named;
  const attributes = [
    ...attributesFor(settings.mapping, new Set([...NAMES, ...SHOWN_NAMES, ...PARTS])),
    ...STANDARD_NAMES,
  ];
  return [...named, { part: search, attributes: unique(attributes) }];
}

function attributesFor(mapping: BatchSyncSettings['mapping'], fields: ReadonlySet<string>): readonly string[] {
  return unique(attributesWithValue(mapping.filter(({ field }) => fields.has(field))));
}

/** Names of attributes are the same in any case. */
function unique(attributes: readonly string[]): readonly string[] {
  return [...new Map(attributes.map((attribute) => [attribute.toLowerCase(), attribute])).values()];
}

/** No entry has the key of a user, but the entry of a user without a link may have its name. */
function nameOf(who: string, known: readonly Pick<WhyUser, 'id' | 'userName'>[]): string {
  return known.find(({ id }) => id === who)?.userName ?? who;
}

/** A user without a link has the entry that a run would take over, by the matching rules in their order. */
export function questionsForUnlinked(
  { fields }: Pick<UserRecord, 'fields'>,
  { mapping, matching }: Pick<BatchSyncSettings, 'mapping' | 'matching'>,
): readonly EntryQuestion[] {
  return matching.flatMap((name) => {
    const value = fields[name]?.value;
    const attributes = attributesWithValue(mapping.filter(({ field }) => field === name));
    if (typeof value !== 'string' || value === '' || attributes.length === 0) return [];
    return [{ value, attributes, orStableId: false }];
  });
}

/** @param typed a distinguished name in any notation, of which servers understand some only. */
export function questionForName(typed: string): EntryQuestion {
  return { dn: cleanDistinguishedName(typed) };
}

/** Every text is a value, but only some are DNs. */
export function isDistinguishedName(who: string): boolean {
  return who.includes('=') && (parseDistinguishedName(who)?.length ?? 0) > 0;
}
