import type { EntryCount, ProposalNote } from '../../contract/proposals.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';

const COMPUTERS: LdapFilter = { kind: 'equal', attribute: 'objectClass', value: Buffer.from('computer') };

/** Counts what a filter finds. */
export type CountFilter = (filter: LdapFilter) => Promise<EntryCount | null>;

/** Whom else a filter finds than the person filter of the product, and whom it does not find. */
export async function filterNotes(
  filter: LdapFilter,
  personFilter: LdapFilter,
  count: CountFilter,
): Promise<readonly ProposalNote[]> {
  const computers = await countOf(count, filter, COMPUTERS);
  const others = (await countOf(count, filter, not(personFilter))) - computers;
  const missed = await missedBy(count, filter, personFilter);
  const notes = [
    { code: 'COMPUTERS_MATCHED', params: { count: computers } },
    { code: 'OTHERS_MATCHED', params: { count: others } },
    { code: 'PEOPLE_MISSED', params: { count: missed } },
  ] as const;
  return notes.filter(({ params }) => params.count > 0);
}

/** The negation of a filter with an attribute that the schema does not have matches nobody (RFC 4511 section 4.5.1.7). */
async function missedBy(count: CountFilter, filter: LdapFilter, personFilter: LdapFilter): Promise<number> {
  const negated = await countOf(count, personFilter, not(filter));
  const found = await count({ kind: 'and', filters: [personFilter, filter] });
  return found && !found.isAtLeast ? Math.max(negated, (await countOf(count, personFilter)) - found.count) : negated;
}

async function countOf(count: CountFilter, ...filters: readonly LdapFilter[]): Promise<number> {
  return (await count({ kind: 'and', filters }))?.count ?? 0;
}

function not(filter: LdapFilter): LdapFilter {
  return { kind: 'not', filter };
}
