import { PresenceFilter } from 'ldapts';

import type { SyncError } from '../../contract/sync-error.js';
import { certificateSubject } from '../../settings/rules/certificates.js';
import { filterText } from '../../settings/rules/filter-text.js';
import { type LdapFilter, parseFilter } from '../../settings/rules/ldap-filter.js';
import type { BaseStatement } from '../../settings/rules/search-scope.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import { ROOT_DSE_ATTRIBUTES } from '../dialects/dialects.js';
import { type Product, productOf, rootBaseOf } from '../dialects/product.js';
import { MalformedMessage } from '../wire/ber-cursor.js';
import type { SearchResultEntry } from '../wire/search-result-entry.js';
import type { AllowedTargets } from './allowed-targets.js';
import * as fail from './directory-errors.js';
import { EncodedFilter } from './encoded-filter.js';
import type { PagedClient, PageResponse, Paging } from './paged-client.js';
import { RESULT } from './result-codes.js';
import { externalBindFailed } from './tls-errors.js';
import { ServerConnection } from './server-connection.js';
import type { Timeouts } from './timeouts.js';
import { isAnonymous } from './sign-in.js';
import { withoutSecret } from './without-secret.js';

/** A search for single entries. */
interface LookUp {
  readonly baseDn: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: LdapFilter;
  readonly attributes: readonly string[];
  /** The maximum number of entries. */
  readonly size: number;
}

/** A search for entries in a tree. */
interface TreeSearch {
  readonly baseDn: string;
  /** @default 'sub' */
  readonly scope?: 'one' | 'sub';
  readonly filter: LdapFilter;
  readonly attributes: readonly string[];
  /** Absent: without paging. */
  readonly paging?: Paging | undefined;
  /** The maximum number of entries without paging. */
  readonly size: number;
}

interface LookUpResult {
  readonly entries: readonly SearchResultEntry[];
  readonly cut?: SyncError;
  /** Whether there are more entries than were asked for. */
  readonly hasMore?: boolean;
}

/** No entry has the DN, or no entry can have it. */
const NO_ENTRY: ReadonlySet<number> = new Set([RESULT.noSuchObject, RESULT.invalidDnSyntax]);
/** An account of a domain in the answer to "Who am I?" (MS-ADTS 3.1.1.3.4.2.6), but not `NT AUTHORITY\ANONYMOUS LOGON`. */
const DOMAIN_ACCOUNT = /^u:(?!NT AUTHORITY\\)[^\\]+\\./i;
const ANY_ENTRY = new PresenceFilter({ attribute: 'objectClass' });

/** The connection of a data pool to one server. After the steps to the server: bind, then recognize. Each throws a `SyncError`. */
export class DirectoryConnection extends ServerConnection {
  private known = productOf(undefined);
  private base: BaseStatement;

  constructor(
    url: string,
    private readonly source: DirectorySource,
    timeouts: Timeouts,
    targets: AllowedTargets,
  ) {
    super(url, source.dataPool, timeouts, targets);
    this.base = source.search.bases[0] ?? { dn: '', scope: 'subtree' };
  }

  /** Binds as the user of the data pool, with its client certificate, or anonymously when it has neither. */
  async bind(): Promise<void> {
    const { authentication, bindDn, bindPassword = '' } = this.pool;
    if (authentication === 'external') return this.bindExternal();
    const binding = this.open().bind(bindDn, bindDn === '' ? '' : bindPassword);
    await this.step(binding, this.timeouts.operation, (url, cause) => fail.bindFailed(url, bindDn, cause, this.secret));
  }

  /** Whom the server takes the add-on for (RFC 4532); undefined if it does not say. */
  async whoAmI(): Promise<string | undefined> {
    const identity = await this.step(this.open().whoAmI(), this.timeouts.operation, fail.requestFailed);
    return identity === undefined ? undefined : withoutSecret(identity, this.secret);
  }

  /**
   * Recognizes the product by its root DSE (RFC 4512 section 5.1), if that is readable, and takes the base from there if the
   * search has none.
   */
  async recognize(): Promise<void> {
    const search = { baseDn: '', scope: 'base', filter: ANY_ENTRY } as const;
    const response = await this.request({ ...search, attributes: ROOT_DSE_ATTRIBUTES });
    const [root] = response.status === RESULT.success ? this.entriesOf(response) : [];
    this.known = productOf(
      root && new Map(root.attributes.map(({ type, values }) => [type.toLowerCase(), values.map(String)])),
      this.pool.dialect,
    );
    if (this.base.dn === '') this.base = { dn: rootBaseOf(this.known) ?? '', scope: 'subtree' };
  }

  /** Throws `LDAP_BASE_NOT_FOUND` if the search has no base, and the root DSE does not decide which one it is. */
  assertBase(): void {
    if (this.base.dn === '') throw fail.baseUndecided(this.url, this.known.namingContexts);
  }

  /** What `recognize` found. */
  get product(): Product {
    return this.known;
  }

  /** Where the search begins: its first base, or the one that `recognize` found, or the one that was entered last. */
  get baseDn(): string {
    return this.base.dn;
  }

  /** Continues the search at another base. */
  enter({ dn, scope }: BaseStatement): void {
    this.base = { dn, scope };
  }

  /**
   * Throws `LDAP_BASE_NOT_FOUND` when the base is not known, does not exist, is not visible, or is held by another server. To be asked
   * after each search that found nothing: 389 Directory Server pages through nothing, with success, below what it does not hold.
   */
  async findBase(baseDn = this.base.dn): Promise<void> {
    if (baseDn === '') this.assertBase();
    const response = await this.request({ baseDn, scope: 'base', filter: ANY_ENTRY, attributes: ['1.1'] });
    const search = { ...this.search, baseDn };
    if (response.status !== RESULT.success) throw fail.searchRefused(search, response);
    if (response.entries.length === 0) throw fail.baseNotFound(search);
  }

  /**
   * Requests one page of the search, or of one with another filter, or without `paging` the whole result. Returns it whatever its result
   * code is.
   */
  async page(attributes: readonly string[], paging: Paging | undefined, filter = this.filter()): Promise<PageResponse> {
    const scope = this.base.scope === 'oneLevel' ? 'one' : 'sub';
    return this.request({ baseDn: this.base.dn, scope, filter: new EncodedFilter(filter), attributes, paging });
  }

  /** Requests one page of any search below a DN. Returns it whatever its result code is. */
  async searchTree({ filter, scope = 'sub', size, ...search }: TreeSearch): Promise<PageResponse> {
    const sizeLimit = search.paging ? undefined : size;
    return this.request({ ...search, scope, filter: new EncodedFilter(filter), sizeLimit });
  }

  /**
   * Finds entries with any search; none if the entry with the DN does not exist. Of a result that the server cuts, those
   * that it returned, with the reason. Throws `LDAP_BASE_NOT_FOUND`, `LDAP_FILTER_REJECTED`, `LDAP_RIGHTS_MISSING` or `LDAP_SEARCH_FAILED` if
   * the server refuses the search.
   */
  async lookUp({ filter, size, ...search }: LookUp): Promise<LookUpResult> {
    const paging = search.scope === 'base' ? undefined : { size };
    const response = await this.request({
      ...search,
      filter: new EncodedFilter(filter),
      paging,
    });
    const { status } = response;
    const entries = () => [...this.entriesOf(response)].slice(0, size);
    const hasMore = response.entries.length > size || (response.cookie?.length ?? 0) > 0;
    if (status === RESULT.success) return { entries: entries(), ...(hasMore && { hasMore }) };
    if (search.scope === 'base' && NO_ENTRY.has(status)) return { entries: [] };
    const asked = { ...this.search, baseDn: search.baseDn, filter: filterText(filter) };
    const refused = fail.lookUpRefused(asked, response);
    if (status === RESULT.sizeLimitExceeded && response.entries.length > 0) return { entries: entries(), cut: refused };
    throw refused;
  }

  /** Decodes the entries of a page one by one. A malformed entry makes the whole response unreadable. */
  *entriesOf({ entries }: PageResponse): Generator<SearchResultEntry> {
    try {
      yield* entries;
    } catch (error) {
      throw error instanceof MalformedMessage ? fail.requestFailed(this.url, error) : error;
    }
  }

  /** The filter of the job, or the person filter of the product. Throws `LDAP_FILTER_REJECTED`. */
  filter(): LdapFilter {
    const parsed = parseFilter(this.filterText);
    if (!parsed.ok) throw fail.filterRejected(this.search);
    return parsed.filter;
  }

  /** The filter as text. */
  get filterText(): string {
    const { filter } = this.source.search;
    return filter === '' ? this.known.dialect.personFilter : filter;
  }

  get search(): fail.SearchContext {
    const { limitRemedy } = this.known.dialect;
    const { url, base, filterText: filter } = this;
    return { url, baseDn: base.dn, filter, isAnonymous: isAnonymous(this.pool), limitRemedy };
  }

  /** Without a bind where the handshake signs in, because such a server then refuses one. */
  private async bindExternal(): Promise<void> {
    if (this.pool.tls.mode === 'ldaps' && (await this.isSignedInByHandshake())) return;
    const subject = certificateSubject(this.pool.tls.clientCertificate);
    const failed = (url: string, cause: unknown) => externalBindFailed(url, subject, cause);
    await this.step(this.open().bindExternal(), this.timeouts.operation, failed);
  }

  /** Other products answer "Who am I?" before a bind, too, and anonymous users read fewer people. */
  private async isSignedInByHandshake(): Promise<boolean> {
    await this.recognize();
    if (!this.known.dialect.signsInByHandshake) return false;
    return DOMAIN_ACCOUNT.test((await this.whoAmI()) ?? '');
  }

  private async request(request: Parameters<PagedClient['page']>[0]): Promise<PageResponse> {
    const response = await this.step(this.open().page(request), this.timeouts.operation, fail.requestFailed);
    const masked = (text: string) => withoutSecret(text, this.secret);
    return { ...response, diagnostic: masked(response.diagnostic), elsewhere: response.elsewhere.map(masked) };
  }
}
