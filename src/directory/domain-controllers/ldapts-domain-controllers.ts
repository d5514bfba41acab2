import { SyncError } from '../../contract/sync-error.js';
import type { DomainController, DomainControllerList } from '../../contract/domain-controllers.js';
import { DOMAIN_CONTROLLERS_MS, DomainControllers } from '../../engine/ports/domain-controllers.js';
import { parseLdapUrl } from '../../settings/rules/ldap-url.js';
import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';
import type { DirectorySource } from '../../settings/schema/directory-source.js';
import type { AllowedTargets } from '../client/allowed-targets.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import { connectWithFailover } from '../client/fail-over.js';
import { CHECK_TIMEOUTS } from '../client/timeouts.js';
import { TotalTime } from '../client/total-time.js';
import { controllersInDirectory } from './controllers-in-directory.js';
import { domainOfDn, domainsOf } from './domain-of-pool.js';
import { controllersInDns, type NamedController, type ServiceRecords, systemRecords } from './service-records.js';

const MAX_CONTROLLERS = 100;

/** The domain controllers by DNS, else by the configuration of the directory. */
export class LdaptsDomainControllers extends DomainControllers {
  constructor(
    private readonly targets: AllowedTargets,
    private readonly records: () => ServiceRecords = systemRecords,
    private readonly timeouts = CHECK_TIMEOUTS,
    private readonly total = DOMAIN_CONTROLLERS_MS,
  ) {
    super();
  }

  async list(source: DirectorySource, domain?: string): Promise<DomainControllerList> {
    const { dataPool: pool } = source;
    const time = new TotalTime(this.total);
    const inDns = (name: string) => controllersInDns(this.records(), name, time.signal);
    const candidates = domain === undefined ? domainsOf(pool) : [domain];
    // All at once: each DNS server that does not answer takes seconds for each name.
    const answers = await Promise.all(candidates.map(async (name) => ({ domain: name, found: await inDns(name) })));
    const answer = answers.find(({ found }) => found.length > 0);
    if (answer) return this.listOf(pool, { ...answer, source: 'dns' });
    return this.fromDirectory(source, inDns, domain, time);
  }

  /** The server of the pool knows its own domain. A connection that fails is the answer if nothing else is known. */
  private async fromDirectory(
    source: DirectorySource,
    inDns: (domain: string) => Promise<readonly NamedController[]>,
    asked: string | undefined,
    time: TotalTime,
  ): Promise<DomainControllerList> {
    const { dataPool: pool } = source;
    const connection = await this.connect(source, time.signal);
    try {
      const own = domainOfDn(connection.product.defaultNamingContext ?? '').toLowerCase();
      const isAsked = asked === undefined || asked.toLowerCase() === own;
      if (!isAsked || own === '') throw notFound(asked ?? own);
      const named = await inDns(own);
      if (named.length > 0) return this.listOf(pool, { domain: own, source: 'dns', found: named });
      const found = await time.of(connection, () => controllersInDirectory(connection));
      if (found.length === 0) throw notFound(own);
      return this.listOf(pool, { domain: own, source: 'directory', found });
    } finally {
      await connection.unbind();
    }
  }

  private connect(source: DirectorySource, signal: AbortSignal): Promise<DirectoryConnection> {
    const [domain = ''] = domainsOf(source.dataPool);
    if (source.dataPool.urls.length === 0 || signal.aborted) throw notFound(domain);
    return connectWithFailover(source, this.timeouts, signal, this.targets, false);
  }

  private listOf(pool: DataPoolSettings, { found, ...from }: Found): DomainControllerList {
    const used = new Set(pool.urls.map((url) => parseLdapUrl(url).host.toLowerCase()));
    const controllers = found.slice(0, MAX_CONTROLLERS).map((named): DomainController => {
      const { host, priority, site } = named;
      const url = urlOf(named, pool);
      return { url, host, priority, site, isAllowed: this.isAllowed(url), isUsed: used.has(host) };
    });
    return { ...from, controllers };
  }

  private isAllowed(url: string): boolean {
    try {
      this.targets.assertServer(url, parseLdapUrl(url));
      return true;
    } catch {
      return false;
    }
  }
}

interface Found extends Pick<DomainControllerList, 'domain' | 'source'> {
  readonly found: readonly NamedController[];
}

/** SRV records name the port without TLS. */
function urlOf({ host, port = 389 }: NamedController, { tls }: DataPoolSettings): string {
  if (tls.mode === 'ldaps') return `ldaps://${host}`;
  return port === 389 ? `ldap://${host}` : `ldap://${host}:${port}`;
}

function notFound(domain: string): SyncError {
  const params = { domain, ...(domain === '' && { because: 'unknown' }) };
  return new SyncError('DOMAIN_CONTROLLERS_NOT_FOUND', { params });
}
