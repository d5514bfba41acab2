/**
 * The public surface of ldap-addon-batch-sync: the module with its options, the contract with a host, the events and
 * the error codes. Nothing else is promised.
 */
export { LdapAddonBatchSyncModule } from './ldap-addon-batch-sync.module.js';
export type { LdapAddonBatchSyncOptions } from './contract/options.js';

// What the add-on offers
export {
  type BatchSynchronization,
  BatchSynchronizations,
  type CheckReport,
  type CheckStep,
  type CheckStepName,
  type JobSettings,
  type RowsRequest,
  type SaveOutcome,
  type SaveRequest,
  type SchedulePreview,
  type StartRequest,
  type SyncHealth,
} from './contract/batch-synchronizations.js';
export {
  type Certificate,
  type Change,
  type ChangeKind,
  type ChangeState,
  type Page,
  type Problem,
  type Run,
  RUN_STATUSES,
  type RunCounts,
  type RunMode,
  type RunProgress,
  type RunStatus,
  type RunTrigger,
} from './contract/run.js';

// What a host may bring
export { Dispatcher, type DispatchRequest, type QueueHealth } from './contract/dispatcher.js';
export {
  type FormField,
  type FormLayout,
  type FormSection,
  type ProcessManifest,
  ProcessRegistry,
} from './contract/process-registry.js';
export { SecretBox } from './contract/secret-box.js';
export { type SettingWrite, SettingsStore, type StoredSetting } from './contract/settings-store.js';
export { type FinishedRun, type RunStage, SyncMetrics } from './contract/sync-metrics.js';
export { USER_FIELDS, type UserBinding, type UserEntity, type UserField } from './contract/user-binding.js';

// Events
export {
  CACHE_INVALIDATED,
  CACHE_NAMES,
  type CacheGenerations,
  type CacheInvalidated,
  type CacheName,
  RUN_PROGRESSED,
  type RunProgressed,
  type SyncEvent,
  SyncEvents,
} from './events/sync-events.js';

// Errors
export {
  ERROR_CODES,
  type ErrorCode,
  type FieldError,
  PROBLEM_CODES,
  type ProblemCode,
} from './contract/error-codes.js';
export { type MessageParameters, SyncError, type SyncErrorOptions } from './contract/sync-error.js';
