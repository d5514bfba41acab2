import type { Dispatcher } from './dispatcher.js';
import type { NotificationChannel } from './notifications.js';
import type { ProcessRegistry } from './process-registry.js';
import type { SecretBox } from './secret-box.js';
import type { SettingsStore } from './settings-store.js';
import type { SyncMetrics } from './sync-metrics.js';
import type { UserBinding } from './user-binding.js';

/** Injection token of the validated options. */
export const ADDON_OPTIONS = Symbol('LdapAddonBatchSyncOptions');

/** Days for which runs are kept if the host does not say so. */
export const DEFAULT_RETENTION_DAYS = 400;

/** Options a host passes to `LdapAddonBatchSyncModule.forRoot()`. */
export interface LdapAddonBatchSyncOptions<T extends object = object> {
  /** The host's users. */
  readonly users: UserBinding<T>;
  /** Key that encrypts secrets (AES-256-GCM): 32 bytes, or text of at least 32 characters from which a key is derived. */
  readonly secretKey: string | Uint8Array;
  /** Initial settings (a part, as in a save). They apply until a user saves settings. */
  readonly seed?: Readonly<Record<string, unknown>>;
  /**
   * Directory servers that may be connected to: names (`ldap.corp.example`), names with a wildcard (`*.corp.example`),
   * addresses and networks (`10.1.0.0/16`, `[2001:db8::]/32`), each with a port if only that one is allowed
   * (`ldap.corp.example:636`). Link-local addresses are never connected to. @default all others
   */
  readonly allowedTargets?: readonly string[];
  /** Version of the host, checked against `hostVersions` of the manifest. @default not checked */
  readonly hostVersion?: string;
  /** Whether this process takes queued runs as soon as it has started; otherwise after `takeRuns()`. @default true */
  readonly work?: boolean;
  /** Whether the add-on migrates its own tables at start. @default true */
  readonly migrate?: boolean;
  /**
   * Schema of the tables of the queue, for pg-boss alone: lower-case letters, digits and underscores, at most 50. Processes
   * of one host need the same; hosts that share a database need different ones. @default ldap_addon_batch_sync_queue
   */
  readonly queueSchema?: string;
  /** Changes written per transaction, 1 to 10,000. @default 2000 with PostgreSQL, 500 embedded */
  readonly chunkSize?: number;
  /**
   * How long a lock that another session holds on a user is waited for, in seconds, 1 to 3,600. Then that user becomes a
   * problem (`USER_LOCKED`); all others are written meanwhile. @default 30
   */
  readonly lockSeconds?: number;
  /**
   * How long runs are kept, with their changes and problems, in days from their end, manual changes, replaced versions of settings,
   * and the links of users who do not exist any more, 1 to 36,500. Of what has expired, the changes stay that wrote the present
   * values of users. @default 400
   */
  readonly retentionDays?: number;
  /** How many runs of a job are kept, 1 to 10,000,000, whatever their age. Manual changes have no such limit. @default 100000 */
  readonly retentionRuns?: number;

  /** @default the table `admin_setting` */
  readonly settingsStore?: SettingsStore;
  /** @default AES-256-GCM with `secretKey` */
  readonly secretBox?: SecretBox;
  /** @default pg-boss on the host's database */
  readonly dispatcher?: Dispatcher;
  /** @default in memory, with every process enabled */
  readonly processRegistry?: ProcessRegistry;
  /** Ways to tell people that a run needs attention. @default none */
  readonly notifications?: readonly NotificationChannel[];
  /** @default no metrics */
  readonly metrics?: SyncMetrics;
}
