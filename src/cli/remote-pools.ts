import type {
  CheckReport,
  DataPoolVersion,
  DomainControllerList,
  Page,
  RowsRequest,
  SettingsVersion,
  TreeLevel,
} from '../index.js';
import type { Api } from './api.js';
import { type Json, versionsFromJson } from './from-json.js';
import { type ListedPool, PoolsClient, type ShownPool } from './pools-client.js';

/** The data pools of a running host. */
export class RemotePools extends PoolsClient {
  constructor(private readonly api: Api) {
    super();
  }

  list(): Promise<readonly ListedPool[]> {
    return this.api.get('data-pools');
  }

  async get(name: string): Promise<ShownPool> {
    return poolFromJson(await this.api.get<Json<ShownPool>>(pathOf(name)));
  }

  async versions(name: string, rows?: RowsRequest): Promise<Page<SettingsVersion>> {
    return versionsFromJson(await this.api.get(`${pathOf(name)}/versions`, { ...rows }));
  }

  async version(name: string, version: number): Promise<DataPoolVersion> {
    const found = await this.api.get<Json<DataPoolVersion>>(`${pathOf(name)}/versions/${version}`);
    return { ...found, changedAt: new Date(found.changedAt) };
  }

  async create(pool: Pick<ListedPool, 'name' | 'description'>): Promise<void> {
    await this.api.send('POST', 'data-pools', pool);
  }

  delete(name: string): Promise<void> {
    return this.api.send('DELETE', pathOf(name));
  }

  check(name: string): Promise<CheckReport> {
    return this.api.send('POST', `${pathOf(name)}/check`, {});
  }

  tree(name: string, dn?: string): Promise<TreeLevel> {
    return this.api.send('POST', `${pathOf(name)}/tree`, { dn });
  }

  domainControllers(name: string, domain?: string): Promise<DomainControllerList> {
    return this.api.send('POST', `${pathOf(name)}/domain-controllers`, { domain });
  }
}

function pathOf(pool: string): string {
  return `data-pools/${encodeURIComponent(pool)}`;
}

function poolFromJson(pool: Json<ShownPool>): ShownPool {
  const { changedAt, stableIdSince, ...others } = pool;
  return { ...others, changedAt: dateOf(changedAt), stableIdSince: dateOf(stableIdSince) };
}

function dateOf(text: string | null = null): Date | null {
  return text === null ? null : new Date(text);
}
