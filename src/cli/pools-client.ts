import type {
  CheckReport,
  DataPoolVersion,
  DomainControllerList,
  JobSettings,
  Page,
  RowsRequest,
  SettingsVersion,
  TreeLevel,
} from '../index.js';

/** A data pool, as shown in a list. */
export interface ListedPool {
  readonly name: string;
  readonly description: string;
  readonly urls: readonly string[];
  /** Names of the jobs that use it. */
  readonly jobs: readonly string[];
}

/** A data pool with its settings, without secrets. */
export interface ShownPool
  extends Pick<JobSettings, 'version' | 'settings' | 'changedAt' | 'changedBy' | 'errors'>, Omit<ListedPool, 'urls'> {
  /** The attribute that identified its people in the last applied run; null before. */
  readonly stableIdAttribute?: string | null;
  readonly stableIdSince: Date | null;
  /** The product that it recognized; null before. */
  readonly product?: string | null;
}

/** The calls of `DataPools`, in this process or in a host. */
export abstract class PoolsClient {
  abstract list(): Promise<readonly ListedPool[]>;
  abstract get(name: string): Promise<ShownPool>;
  abstract versions(name: string, rows?: RowsRequest): Promise<Page<SettingsVersion>>;
  /** Throws `SETTINGS_VERSION_UNKNOWN`. */
  abstract version(name: string, version: number): Promise<DataPoolVersion>;
  abstract create(pool: Pick<ListedPool, 'name' | 'description'>): Promise<void>;
  /** Throws `DATA_POOL_IN_USE`. */
  abstract delete(name: string): Promise<void>;
  abstract check(name: string): Promise<CheckReport>;
  /**
   * The containers directly below one, with the people whom the product calls so.
   *
   * @param dn absent: the trees of the directory.
   */
  abstract tree(name: string, dn?: string): Promise<TreeLevel>;
  /** @param domain absent: the one that the data pool or the directory names. */
  abstract domainControllers(name: string, domain?: string): Promise<DomainControllerList>;
}
