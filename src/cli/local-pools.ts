import type { Standalone } from '../host/standalone.js';
import type {
  CheckReport,
  CreateOutcome,
  DataPool,
  DataPoolVersion,
  DataPoolWithSettings,
  DomainControllerList,
  Page,
  RowsRequest,
  SettingsVersion,
  TreeLevel,
} from '../index.js';
import { JobsClient, type NewJob } from './jobs-client.js';
import { PoolsClient } from './pools-client.js';
import { refusedSettings } from './refused-settings.js';

type Actor = Parameters<Standalone['audited']['check']>[0];

/** The jobs of the add-on in this process. */
export class LocalJobs extends JobsClient {
  constructor(
    private readonly standalone: Standalone,
    private readonly actor: Actor,
  ) {
    super();
  }

  list() {
    return this.standalone.jobs.list();
  }

  async create(job: NewJob): Promise<void> {
    assertCreated(await this.standalone.auditedPools.createJob(this.actor, job));
  }

  delete(name: string): Promise<void> {
    return this.standalone.auditedPools.deleteJob(this.actor, name);
  }
}

/** The data pools of the add-on in this process. */
export class LocalPools extends PoolsClient {
  constructor(
    private readonly standalone: Standalone,
    private readonly actor: Actor,
  ) {
    super();
  }

  list(): Promise<readonly DataPool[]> {
    return this.standalone.pools.list();
  }

  get(name: string): Promise<DataPoolWithSettings> {
    return this.standalone.pools.get(name);
  }

  versions(name: string, rows?: RowsRequest): Promise<Page<SettingsVersion>> {
    return this.standalone.pools.versions(name, rows);
  }

  version(name: string, version: number): Promise<DataPoolVersion> {
    return this.standalone.pools.version(name, version);
  }

  async create(pool: Pick<DataPool, 'name' | 'description'>): Promise<void> {
    assertCreated(await this.standalone.auditedPools.create(this.actor, pool));
  }

  delete(name: string): Promise<void> {
    return this.standalone.auditedPools.delete(this.actor, name);
  }

  check(name: string): Promise<CheckReport> {
    return this.standalone.auditedPools.check(this.actor, name);
  }

  tree(name: string, dn?: string): Promise<TreeLevel> {
    return this.standalone.auditedPools.tree(this.actor, name, { dn });
  }

  domainControllers(name: string, domain?: string): Promise<DomainControllerList> {
    return this.standalone.auditedPools.domainControllers(this.actor, name, {
      ...(domain !== undefined && { domain }),
    });
  }
}

function assertCreated(outcome: CreateOutcome): void {
  if (!outcome.ok) throw refusedSettings(outcome.errors);
}
