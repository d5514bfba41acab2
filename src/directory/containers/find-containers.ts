import type { ErrorCode } from '../../contract/error-codes.js';
import { SyncError } from '../../contract/sync-error.js';
import { comparableName } from '../../mapping/comparable-name.js';
import { isBelow } from '../../settings/rules/distinguished-name.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { type BaseStatement, type ExclusionStatement, SearchScope } from '../../settings/rules/search-scope.js';
import { ActiveRulesSettings } from '../../settings/schema/active-rules-settings.js';
import type { SearchSettings } from '../../settings/schema/search-settings.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { containerAmbiguous, exclusionNotFound } from '../client/directory-errors.js';
import { RulesInForce } from '../dialects/rules-in-force.js';
import { questionFilter } from '../lookup/question-filter.js';
import { EntryReader } from '../read/entry-reader.js';

/** A container that a search names, where it is now. */
interface FoundContainer {
  readonly dn: string;
  /** The DN in the settings, if the container was renamed or moved since; null: it is where it was. */
  readonly formerDn: string | null;
  /** Null if the directory does not show it. */
  readonly stableId: string | null;
}

export interface FoundBase extends FoundContainer, BaseStatement {}
export interface FoundExclusion extends FoundContainer, ExclusionStatement {}

/** A search with its containers where they are now. */
export interface FoundSearch {
  /** At least one. */
  readonly bases: readonly FoundBase[];
  readonly exclusions: readonly FoundExclusion[];
  readonly scope: SearchScope;
}

type ShownContainer = Pick<FoundContainer, 'dn' | 'stableId'>;

interface Statement {
  readonly dn: string;
  readonly stableId?: string;
}

const ANY_ENTRY: LdapFilter = { kind: 'present', attribute: 'objectClass' };
/** The answers of a server that shows no such container. One that is busy does not say whether there is one. */
const NOT_SHOWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'LDAP_BASE_NOT_FOUND',
  'LDAP_FILTER_REJECTED',
  'LDAP_RIGHTS_MISSING',
]);

/**
 * Finds the containers of a search: by their stable id, if it is known, and else by their DN. One that was deleted and created
 * again under its DN is taken. A base that is not found stays as it is stated: its search says why. Throws
 * `LDAP_BASE_NOT_FOUND` for an exclusion that does not exist any more, because those in it may be anywhere, and for a container
 * that was renamed while another one has its name now, because either may be meant.
 */
export async function findContainers(
  connection: DirectoryConnection,
  { bases: statedBases, exclusions: statedExclusions }: SearchSettings,
): Promise<FoundSearch> {
  const bases: FoundBase[] = [];
  for (const base of statedBases) {
    bases.push({ ...unseen(base), ...(await find(connection, base, 'search.bases')), scope: base.scope });
  }
  if (bases.length === 0) bases.push({ ...unseen({ dn: connection.baseDn }), scope: 'subtree' });
  const exclusions: FoundExclusion[] = [];
  for (const exclusion of statedExclusions) {
    const found = await find(connection, exclusion, 'search.exclusions');
    if (!found) throw exclusionNotFound(connection.search, exclusion.dn);
    exclusions.push({ ...found, kind: exclusion.kind });
  }
  return { bases, exclusions, scope: new SearchScope(bases, exclusions) };
}

/** The same, for those who do not search: throws `LDAP_BASE_NOT_FOUND` for a base, too. */
export async function findBases(connection: DirectoryConnection, search: SearchSettings): Promise<FoundSearch> {
  const found = await findContainers(connection, search);
  for (const base of found.bases) {
    connection.enter(base);
    await connection.findBase();
  }
  return found;
}

function unseen({ dn }: Statement): FoundContainer {
  return { dn, formerDn: null, stableId: null };
}

async function find(
  connection: DirectoryConnection,
  statement: Statement,
  setting: string,
): Promise<FoundContainer | undefined> {
  const { dn, stableId } = statement;
  const here = await lookUp(connection, { baseDn: dn, scope: 'base', filter: ANY_ENTRY });
  if (here && (stableId === undefined || here.stableId === stableId)) return whereItIs(here, dn);
  const moved = await findById(connection, statement);
  if (here && moved && comparableName(here.dn) !== comparableName(moved.dn)) {
    throw containerAmbiguous(connection.search, { setting, dn, foundDn: moved.dn });
  }
  const now = moved ?? here;
  return now && whereItIs(now, dn);
}

function whereItIs(now: ShownContainer, dn: string): FoundContainer {
  return { ...now, formerDn: comparableName(now.dn) === comparableName(dn) ? null : dn };
}

/** Containers are renamed and moved within their tree. */
async function findById(
  connection: DirectoryConnection,
  { dn, stableId }: Statement,
): Promise<ShownContainer | undefined> {
  if (stableId === undefined) return undefined;
  const { namingContexts, dialect } = connection.product;
  const baseDn = namingContexts.find((context) => isBelow(dn, context));
  const filter = questionFilter({ value: stableId, attributes: [], orStableId: true }, dialect);
  const isEmpty = filter.kind === 'or' && filter.filters.length === 0;
  if (baseDn === undefined || isEmpty) return undefined;
  const found = await lookUp(connection, { baseDn, scope: 'sub', filter });
  return found?.stableId === stableId ? found : undefined;
}

async function lookUp(
  connection: DirectoryConnection,
  search: { readonly baseDn: string; readonly scope: 'base' | 'sub'; readonly filter: LdapFilter },
): Promise<ShownContainer | undefined> {
  const { dialect } = connection.product;
  const reader = new EntryReader(
    [],
    dialect,
    new RulesInForce({ ...dialect, activeRules: [] }, new ActiveRulesSettings()),
  );
  try {
    const { entries } = await connection.lookUp({ ...search, attributes: reader.requested, size: 2 });
    const [only, ...others] = entries.map((entry) => reader.read(entry));
    return only && others.length === 0 ? { dn: only.dn, stableId: only.stableId ?? null } : undefined;
  } catch (error) {
    if (error instanceof SyncError && NOT_SHOWN.has(error.code)) return undefined;
    throw error;
  }
}
