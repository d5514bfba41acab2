import type { EntryQuestion } from '../../engine/ports/entry-lookup.js';
import { guidBytes } from '../../mapping/conversions/guid-bytes.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { Dialect } from '../dialects/dialect.js';
import { mixedEndianGuid } from '../dialects/stable-id.js';

/** Entries with the value, or a part of it, in one of the attributes, or with it as their stable id. Values are bytes, never filter text. */
export function questionFilter(question: Exclude<EntryQuestion, { dn: string }>, { stableIds }: Dialect): LdapFilter {
  const { attributes } = question;
  if ('part' in question) {
    const parts = [NOTHING, Buffer.from(question.part), NOTHING];
    return { kind: 'or', filters: attributes.map((attribute) => ({ kind: 'substrings', attribute, parts })) };
  }
  const { value, orStableId } = question;
  const named = attributes.map((attribute) => equal(attribute, Buffer.from(value)));
  const ids = orStableId
    ? stableIds.flatMap(({ name, canonical }) => {
        const bytes = canonical === mixedEndianGuid ? guidBytes(value) : Buffer.from(value);
        return bytes ? [equal(name, bytes)] : [];
      })
    : [];
  return { kind: 'or', filters: [...named, ...ids] };
}

const NOTHING = Buffer.alloc(0);

function equal(attribute: string, value: Buffer): LdapFilter {
  return { kind: 'equal', attribute, value };
}
