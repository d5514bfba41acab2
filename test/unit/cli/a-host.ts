import { ConflictsClient, type NewDecision } from '../../../src/cli/conflicts-client.js';
import { JobsClient, type NewJob } from '../../../src/cli/jobs-client.js';
import { type ListedPool, PoolsClient, type ShownPool } from '../../../src/cli/pools-client.js';
import type {
  BatchSynchronization,
  CheckReport,
  Conflict,
  ConflictPage,
  ConflictsRequest,
  DataPoolVersion,
  DomainControllerList,
  Page,
  RowsRequest,
  Run,
  SettingsVersion,
  TreeLevel,
} from '../../../src/index.js';
import { aRun } from './a-client.js';

export function aPool(given: Partial<ShownPool> = {}): ShownPool {
  return {
    name: 'default',
    description: '',
    version: 1,
    settings: { urls: ['ldap://directory.example.org'] },
    changedAt: new Date('2026-01-01T00:00:00Z'),
    changedBy: 'ada',
    errors: [],
    jobs: ['LDAPAddonBatchSync'],
    stableIdSince: null,
    ...given,
  };
}

/** Jobs that are prepared, and record what is asked of them. */
export class FakeJobs extends JobsClient {
  constructor(
    private readonly asked: unknown[],
    private readonly jobs: readonly BatchSynchronization[] = [],
  ) {
    super();
  }

  async list(): Promise<readonly BatchSynchronization[]> {
    return this.jobs;
  }

  async create(job: NewJob): Promise<void> {
    this.asked.push({ createJob: job });
  }

  async delete(name: string): Promise<void> {
    this.asked.push({ deleteJob: name });
  }
}

const POOL_CHANGES = [{ field: 'dataPool.pageSize', before: 500, after: 7, effect: 'none' }] as const;

/** Data pools that are prepared, and record what is asked of them. */
export class FakePools extends PoolsClient {
  constructor(
    private readonly asked: unknown[],
    private readonly pools: readonly ShownPool[] = [],
  ) {
    super();
  }

  async list(): Promise<readonly ListedPool[]> {
    return this.pools.map(({ name, description, settings, jobs }) => ({
      name,
      description,
      urls: settings['urls'] as readonly string[],
      jobs,
    }));
  }

  async get(name: string): Promise<ShownPool> {
    const found = this.pools.find((pool) => pool.name === name);
    if (!found) throw new Error('unexpected call');
    return found;
  }

  async versions(name: string, rows?: RowsRequest): Promise<Page<SettingsVersion>> {
    this.asked.push({ versionsOf: name, ...rows });
    const saved = { version: 3, changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: 'ada' };
    return { items: [{ ...saved, changes: POOL_CHANGES }], nextCursor: '3' };
  }

  async version(name: string, version: number): Promise<DataPoolVersion> {
    const { jobs: _jobs, changedAt, ...pool } = aPool({ name });
    return { ...pool, version, changedAt: changedAt ?? new Date(), changes: POOL_CHANGES };
  }

  async tree(name: string, dn?: string): Promise<TreeLevel> {
    this.asked.push({ treeOf: name, dn });
    const people = { count: 1001, isAtLeast: dn !== undefined };
    const containers = [
      { dn: `ou=\u0007people,${dn ?? 'dc=x'}`, stableId: null, hasChildren: dn === undefined, people },
      { dn: 'dc=hidden', stableId: null, hasChildren: null, people: null },
    ];
    return {
      dn: dn ?? null,
      defaultBase: null,
      containers: dn === 'dc=empty' ? [] : containers,
      hasMore: dn === 'dc=x',
    };
  }

  async domainControllers(name: string, domain = 'corp.example'): Promise<DomainControllerList> {
    this.asked.push({ controllersOf: name, domain });
    const host = `dc1.${domain}`;
    const controller = { url: `ldaps://${host}`, host, priority: 0, site: null, isAllowed: false, isUsed: false };
    return { domain, source: 'dns', controllers: [controller] };
  }

  async create(pool: Pick<ListedPool, 'name' | 'description'>): Promise<void> {
    this.asked.push({ createPool: pool });
  }

  async delete(name: string): Promise<void> {
    this.asked.push({ deletePool: name });
  }

  async check(name: string): Promise<CheckReport> {
    this.asked.push({ checkPool: name });
    return { outcome: 'connected', ok: false, reason: null, steps: [], sample: [] };
  }
}

export function aConflict(given: Partial<Conflict> = {}): Conflict {
  return {
    id: '7',
    job: 'LDAPAddonBatchSync',
    runId: '0192-run',
    code: 'USER_OF_OTHER_ENTRY',
    dn: 'uid=ada,ou=new,dc=example,dc=org',
    stableId: 'a-stable-id',
    isPartial: false,
    field: 'userName',
    value: 'ada',
    user: { id: '1', userName: 'ada' },
    holder: { dn: 'uid=ada,ou=people,dc=example,dc=org', lastSeen: '2026-06-01T00:00:00.000Z' },
    recognizedBy: [],
    choices: ['relink', 'release'],
    params: {
      field: 'userName',
      user: 'ada',
      other: 'uid=ada,ou=people,dc=example,dc=org',
      lastSeen: '2026-06-01T00:00:00.000Z',
    },
    ...given,
  };
}

/** Conflicts that are prepared, and record what is decided. */
export class FakeConflicts extends ConflictsClient {
  constructor(
    private readonly asked: unknown[],
    private readonly page: Partial<ConflictPage> = {},
  ) {
    super();
  }

  async list(request?: ConflictsRequest): Promise<ConflictPage> {
    this.asked.push({ conflicts: request });
    return { items: [], nextCursor: null, run: null, totals: [], releasedName: '{value}.former', ...this.page };
  }

  async decide(decision: NewDecision): Promise<Run> {
    this.asked.push({ decide: decision });
    return aRun({ mode: 'plan', status: 'queued' });
  }
}
