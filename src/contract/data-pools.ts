import type { FieldError } from './error-codes.js';
import type { TreeLevel } from './directory-tree.js';
import type { DomainControllerList, DomainControllersRequest } from './domain-controllers.js';
import type { CheckReport } from './check-report.js';
import type { CreateOutcome, SettingsVersion, SettingWarning } from './jobs.js';
import type { DirectoryProposal, PresentedChain } from './proposals.js';
import type { Page, RowsRequest } from './run-rows.js';
import type { SettingChange, SettingsComparison } from './settings-comparison.js';

/** A data pool, as shown in a list. */
export interface DataPool {
  readonly name: string;
  readonly description: string;
  readonly urls: readonly string[];
  readonly dialect: string;
  /** The product that the last applied run recognized, as its makers write it; null before. */
  readonly product: string | null;
  /** Names of the jobs that use it. */
  readonly jobs: readonly string[];
  /** Null before the first save. */
  readonly changedAt: Date | null;
  readonly changedBy: string | null;
}

/** The settings of a data pool without secrets. `bindPasswordSet` tells whether a password is stored. */
export interface DataPoolWithSettings extends DataPool {
  /** To be sent with the next save; 0 before the first save. */
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Errors of the stored settings, if they were edited by hand. Their fields begin with `dataPool`. */
  readonly errors: readonly FieldError[];
  /** The attribute that identified its people in the last applied run; null before. Runs that find another one are stopped. */
  readonly stableIdAttribute: string | null;
  /** When the first of the runs ended that are stored and were identified by it without a break. */
  readonly stableIdSince: Date | null;
}

/** One version of the settings of a data pool, without secrets. */
export interface DataPoolVersion extends Omit<
  DataPoolWithSettings,
  'urls' | 'dialect' | 'product' | 'jobs' | 'changedAt' | 'stableIdAttribute' | 'stableIdSince'
> {
  readonly changedAt: Date;
  /** What would change if its settings were saved now. The stored secrets would stay. */
  readonly changes: readonly SettingChange[];
}

export interface SavePoolRequest {
  /** All settings or a part. A missing secret is kept unless its server changes. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** @default the stored one */
  readonly description?: string;
  /** Absent: concurrent saves are overwritten. */
  readonly expectedVersion?: number;
  readonly changedBy: string | null;
}

export type SavePoolOutcome =
  | { readonly ok: true; readonly saved: DataPoolWithSettings; readonly warnings: readonly SettingWarning[] }
  /** Their fields begin with `dataPool`, or are `description`. */
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A data pool to add. */
export interface NewDataPool {
  /** At most 63 lower-case letters, digits and hyphens, not beginning with a hyphen. */
  readonly name: string;
  readonly description: string;
  readonly changedBy: string | null;
}

/** Unsaved settings with which a directory is asked, of which none need be stored. */
export interface PoolQuestion {
  /** Of the data pool, all or a part, as in a save. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** The section `search` of a job: bases, exclusions, filter and active rules. @default everybody whom the product calls a person */
  readonly search?: Readonly<Record<string, unknown>> | undefined;
}

export interface PoolTreeRequest extends PoolQuestion {
  /** Absent: the trees of the directory. */
  readonly dn?: string | undefined;
}

/**
 * The data pools: configured LDAP sources that jobs share. The first one is `default`. An unknown name throws
 * `DATA_POOL_UNKNOWN`.
 */
export abstract class DataPools {
  /** In the order of their names. */
  abstract list(): Promise<readonly DataPool[]>;
  abstract get(name: string): Promise<DataPoolWithSettings>;
  /** Returns the errors of a name that is not valid or taken, and changes nothing. */
  abstract create(pool: NewDataPool): Promise<CreateOutcome>;
  /**
   * Returns the errors of invalid values and changes nothing. Values that are stored already make no new version. Throws
   * `SETTING_CHANGED` on a lost update.
   */
  abstract save(name: string, request: SavePoolRequest): Promise<SavePoolOutcome>;
  /**
   * The versions of a data pool, newest first; the first one is in force. A description that changed is the change of the
   * field `description`. Throws `CURSOR_INVALID`.
   */
  abstract versions(name: string, rows?: RowsRequest): Promise<Page<SettingsVersion>>;
  /**
   * One version, with the errors that its settings would have today. To restore them, save them. Throws
   * `SETTINGS_VERSION_UNKNOWN`.
   */
  abstract version(name: string, version: number): Promise<DataPoolVersion>;
  /** What a save of these settings (all or a part, as in a save) would change, for the people of all its jobs. Saves nothing. */
  abstract compare(name: string, settings: Readonly<Record<string, unknown>>): Promise<SettingsComparison>;
  /**
   * Deletes a data pool with its versions and its links: its users stay, and are found by matching rules if another data pool
   * contains them. One that is created again under the name begins anew. Throws `DATA_POOL_IN_USE` (params.jobs) while a job
   * uses it, `RUN_IN_PROGRESS` (params.runId) while a run does, or `DATA_POOL_IS_FIRST` (params.jobs) for `default`, which always
   * exists.
   */
  abstract delete(name: string): Promise<void>;
  /**
   * The errors of settings (a part, as in a save) as they would be stored, and of the search; empty when they are valid.
   * Saves nothing.
   */
  abstract validate(name: string, question: PoolQuestion): Promise<readonly FieldError[]>;
  /**
   * Checks the connection with the given settings (a part, as in a save) or with the stored ones: until the base is found,
   * and without looking for people. Writes nothing. Throws `SETTINGS_MISSING`, `SETTINGS_INVALID` or `SECRET_UNREADABLE`.
   */
  abstract check(name: string, settings?: Readonly<Record<string, unknown>>): Promise<CheckReport>;
  /**
   * As `BatchSyncProposals.propose`, for a data pool that no job need use. The bases and the filter of the search are judged;
   * without them the directory proposes both.
   */
  abstract propose(name: string, question: PoolQuestion): Promise<DirectoryProposal>;
  /** As `BatchSyncProposals.tree`, for a data pool that no job need use. */
  abstract tree(name: string, request: PoolTreeRequest): Promise<TreeLevel>;
  /** As `BatchSyncProposals.domainControllers`, with settings of the data pool. */
  abstract domainControllers(name: string, request: DomainControllersRequest): Promise<DomainControllerList>;
  /** As `BatchSyncProposals.certificates`, with settings of the data pool. */
  abstract certificates(name: string, settings?: Readonly<Record<string, unknown>>): Promise<PresentedChain>;
}
