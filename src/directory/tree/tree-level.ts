import type { TreeContainer, TreeLevel } from '../../contract/directory-tree.js';
import { comparableName } from '../../mapping/comparable-name.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { ActiveRulesSettings } from '../../settings/schema/active-rules-settings.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { searchRefused } from '../client/directory-errors.js';
import { LIMIT_RESULTS, RESULT } from '../client/result-codes.js';
import { rootBaseOf } from '../dialects/product.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import { EntryCounter } from '../proposal/entry-counter.js';
import { EntryReader } from '../read/entry-reader.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';

const MAX_CONTAINERS = 200;
/** For the numbers of people on a level together. */
const COUNTS_MS = 4_000;
/** RFC 4519 and RFC 2247; container and builtinDomain: MS-ADSC; nsContainer: 389 Directory Server and FreeIPA. */
const CLASSES = [
  'organizationalUnit',
  'organization',
  'country',
  'locality',
  'domain',
  'dcObject',
  'container',
  'builtinDomain',
  'nsContainer',
];
/** RFC 3673 knows none of them: X.501, 389 Directory Server, Active Directory (MS-ADTS 3.1.1.4.5.37). */
const HAS_SUBORDINATES = 'hasSubordinates';
const NUMBERS = ['numSubordinates', 'msDS-Approx-Immed-Subordinates'];
const ANY_ENTRY: LdapFilter = { kind: 'present', attribute: 'objectClass' };
const CONTAINERS: LdapFilter = {
  kind: 'or',
  filters: [
    ...CLASSES.map((name) => equal('objectClass', name)),
    equal(HAS_SUBORDINATES, 'TRUE'),
    { kind: 'greaterOrEqual', attribute: 'numSubordinates', value: Buffer.from('1') },
  ],
};

/** The containers directly below a DN, or the trees of the directory, with the number of people in each. Throws a `SyncError`. */
export async function treeLevel(
  connection: DirectoryConnection,
  { dataPool }: DirectorySource,
  dn: string | undefined,
): Promise<TreeLevel> {
  const { dialect } = connection.product;
  const reader = new EntryReader(
    [],
    dialect,
    new RulesInForce({ ...dialect, activeRules: [] }, new ActiveRulesSettings()),
  );
  const attributes = [...reader.requested, HAS_SUBORDINATES, ...NUMBERS];
  const found = dn === undefined ? await roots(connection, attributes) : await below(connection, dn, attributes);
  const counter = new EntryCounter(connection, dataPool.pageSize, performance.now() + COUNTS_MS);
  const containers: TreeContainer[] = [];
  for (const entry of found.slice(0, MAX_CONTAINERS)) {
    const people = await counter.count(entry.dn, connection.filter());
    const isKnown = people !== null && (people.count > 0 || !people.isAtLeast);
    const stableId = reader.read(entry).stableId ?? null;
    containers.push({ dn: entry.dn, stableId, hasChildren: hasChildren(entry), people: isKnown ? people : null });
  }
  const defaultBase = dn === undefined ? rootBaseOf(connection.product) : undefined;
  return {
    dn: dn ?? null,
    defaultBase: defaultBase ?? null,
    containers,
    hasMore: found.length > MAX_CONTAINERS,
  };
}

/** The default one first. */
async function roots(
  connection: DirectoryConnection,
  attributes: readonly string[],
): Promise<readonly SearchResultEntry[]> {
  const { namingContexts, defaultNamingContext } = connection.product;
  const usual = comparableName(defaultNamingContext ?? '');
  const isUsual = (context: string) => Number(comparableName(context) === usual);
  const found: SearchResultEntry[] = [];
  for (const baseDn of namingContexts.toSorted((one, other) => isUsual(other) - isUsual(one))) {
    const { entries } = await connection.lookUp({ baseDn, scope: 'base', filter: ANY_ENTRY, attributes, size: 1 });
    found.push(...entries);
  }
  return found;
}

/** One more than is returned, so that it is known whether there are more. */
async function below(
  connection: DirectoryConnection,
  baseDn: string,
  attributes: readonly string[],
): Promise<readonly SearchResultEntry[]> {
  const found: SearchResultEntry[] = [];
  const isPaged = connection.product.announcesPaging !== false;
  let cookie: Buffer | undefined;
  do {
    const paging = isPaged ? { size: MAX_CONTAINERS + 1, cookie } : undefined;
    const page = await connection.searchTree({
      baseDn,
      scope: 'one',
      filter: CONTAINERS,
      attributes,
      paging,
      size: MAX_CONTAINERS + 1,
    });
    found.push(...connection.entriesOf(page));
    const isCut = LIMIT_RESULTS.has(page.status) && found.length > 0;
    if (page.status !== RESULT.success && !isCut) throw searchRefused({ ...connection.search, baseDn }, page);
    cookie = page.cookie?.length && !isCut ? page.cookie : undefined;
  } while (cookie && found.length <= MAX_CONTAINERS);
  if (found.length === 0) await connection.findBase(baseDn);
  return found;
}

function hasChildren({ attributes }: SearchResultEntry): boolean | null {
  const valueOf = (name: string) => {
    const attribute = attributes.find(({ type }) => type.toLowerCase() === name.toLowerCase());
    return attribute?.values[0]?.toString();
  };
  const flag = valueOf(HAS_SUBORDINATES);
  if (flag !== undefined) return flag.toUpperCase() === 'TRUE';
  const number = NUMBERS.map((name) => valueOf(name)).find((value) => value !== undefined);
  return number === undefined ? null : Number(number) > 0;
}

function equal(attribute: string, value: string): LdapFilter {
  return { kind: 'equal', attribute, value: Buffer.from(value) };
}
