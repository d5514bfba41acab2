import type { Dispatcher } from './dispatcher.js';
import type { ProcessRegistry } from './process-registry.js';
import type { SecretBox } from './secret-box.js';
import type { SettingsStore } from './settings-store.js';
import type { SyncMetrics } from './sync-metrics.js';
import type { UserBinding } from './user-binding.js';

/** Injection token of the options, for every folder. */
export const ADDON_OPTIONS = Symbol('LdapAddonBatchSyncOptions');

/** Options a host passes to `LdapAddonBatchSyncModule.forRoot()`. */
export interface LdapAddonBatchSyncOptions<T extends object = object> {
  /** The host's users. */
  readonly users: UserBinding<T>;
  /** Seals the secrets among the settings (AES-256-GCM): 32 bytes, or text of at least 32 characters that a key is derived from. */
  readonly secretKey: string | Uint8Array;
  /** Settings that hold until somebody saves others: a part, as in a save. */
  readonly seed?: Readonly<Record<string, unknown>>;
  /** Version of the host, checked against the manifest's `hostVersions`. @default not checked */
  readonly hostVersion?: string;
  /** Whether this process takes runs from the queue from its start; else from `takeRuns()` on. @default true */
  readonly work?: boolean;
  /** Whether the add-on brings its own tables up to date at start. @default true */
  readonly migrate?: boolean;
  /** Changes written per transaction, 1 to 10,000. @default 2000 with PostgreSQL, 500 embedded */
  readonly chunkSize?: number;

  /** @default the add-on's own, over the table `admin_setting` */
  readonly settingsStore?: SettingsStore;
  /** @default AES-256-GCM under `secretKey` */
  readonly secretBox?: SecretBox;
  /** @default pg-boss on the host's database */
  readonly dispatcher?: Dispatcher;
  /** @default in memory, always enabled */
  readonly processRegistry?: ProcessRegistry;
  /** @default nobody listens */
  readonly metrics?: SyncMetrics;
}
