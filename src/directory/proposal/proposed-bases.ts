import type { ProposedBase } from '../../contract/proposals.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { type Product, rootBaseOf } from '../dialects/product.js';
import type { EntryCounter } from './entry-counter.js';

/** Active Directory has further naming contexts, without people. */
const MAX_BASES = 10;

type Counted = Omit<ProposedBase, 'isProposed'>;

/**
 * The given trees, else the naming contexts of the server with the number of people in each. Of those, the default one is
 * proposed, else all with people.
 */
export async function proposedBases(
  product: Product,
  given: readonly string[],
  counter: EntryCounter,
  filter: LdapFilter,
): Promise<readonly ProposedBase[]> {
  const trees = given.length > 0 ? given : product.namingContexts;
  const counted: Counted[] = [];
  for (const dn of trees.slice(0, MAX_BASES)) counted.push({ dn, people: await counter.count(dn, filter) });
  if (given.length > 0) return counted.map((base) => ({ ...base, isProposed: true }));
  const usual = rootBaseOf(product)?.toLowerCase();
  const isProposed = ({ dn, people }: Counted) =>
    usual === undefined ? people !== null && people.count > 0 : dn.toLowerCase() === usual;
  return counted.map((base) => ({ ...base, isProposed: isProposed(base) }));
}
