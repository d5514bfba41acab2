import type { ActiveRuleName } from '../../contract/active-rules.js';
import type { ActiveRuleFigures } from '../../contract/proposals.js';
import type { LdapFilter } from '../../settings/rules/ldap-filter.js';
import { type ActiveRulesSettings, rulesInForce } from '../../settings/schema/active-rules-settings.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import type { PageResponse } from '../client/paged-client.js';
import { RESULT } from '../client/result-codes.js';
import { type ActiveRule, DN } from '../dialects/dialect.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';

/** How long entries are read for it. */
const READ_MS = 1_500;
/** Without paging, all are in one response. */
const MAX_ENTRIES = 20_000;
const NO_ATTRIBUTES = ['1.1'];

export interface FiguresRequest {
  readonly bases: readonly string[];
  readonly filter: LdapFilter;
  readonly settings: ActiveRulesSettings;
  readonly pageSize: number;
  /** When to stop, as `performance.now()` counts. */
  readonly until: number;
}

/**
 * Reads what the active rules of the product look at, and nothing else, of the entries that a filter finds in some trees, for a
 * limited time. Rules that are off are counted as well.
 */
export async function activeRuleFigures(
  connection: DirectoryConnection,
  { bases, filter, settings, pageSize, until }: FiguresRequest,
): Promise<ActiveRuleFigures> {
  const { activeRules } = connection.product.dialect;
  const names = [...new Set(activeRules.map(({ name }) => name))];
  const excluded = new Map<ActiveRuleName, number>();
  const examined = { count: 0, isAtLeast: false };
  const end = Math.min(until, performance.now() + READ_MS);
  const at = new Date();
  for (const baseDn of names.length > 0 ? bases : []) {
    for await (const page of pagesIn(connection, { baseDn, filter, pageSize })) {
      for (const entry of connection.entriesOf(page)) {
        examined.count += 1;
        const rules = activeRules.filter((rule) => isExcluded(entry, rule, at)).map(({ name }) => name);
        for (const rule of new Set(rules)) excluded.set(rule, (excluded.get(rule) ?? 0) + 1);
      }
      const isCut = page.status !== RESULT.success || (hasMore(page) && performance.now() > end);
      examined.isAtLeast ||= isCut;
      if (isCut) break;
    }
  }
  const inForce = rulesInForce(settings);
  return {
    examined,
    rules: names.map((rule) => ({ rule, isOn: inForce.has(rule), excluded: excluded.get(rule) ?? 0 })),
  };
}

async function* pagesIn(
  connection: DirectoryConnection,
  { pageSize, ...search }: Pick<FiguresRequest, 'filter' | 'pageSize'> & { readonly baseDn: string },
): AsyncGenerator<PageResponse> {
  const { announcesPaging, dialect } = connection.product;
  const named = dialect.activeRules.map(({ attribute }) => attribute).filter((attribute) => attribute !== DN);
  const attributes = named.length > 0 ? named : NO_ATTRIBUTES;
  let page: PageResponse | undefined;
  do {
    const paging = announcesPaging === false ? undefined : { size: pageSize, cookie: page?.cookie };
    page = await connection.searchTree({ ...search, attributes, paging, size: MAX_ENTRIES });
    yield page;
  } while (hasMore(page));
}

function hasMore({ cookie }: PageResponse): boolean {
  return (cookie?.length ?? 0) > 0;
}

function isExcluded({ dn, attributes }: SearchResultEntry, { attribute, excludes }: ActiveRule, at: Date): boolean {
  if (attribute === DN) return excludes(dn, at);
  const name = attribute.toLowerCase();
  const values = attributes.filter(({ type }) => type.toLowerCase() === name).flatMap(({ values: each }) => each);
  return values.some((value) => typeof value === 'string' && excludes(value, at));
}
