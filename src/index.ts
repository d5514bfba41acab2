/**
 * The public API of ldap-addon-batch-sync: the module and its options, the contract with the host, the events and the
 * error codes. Everything else is internal.
 */
export { LdapAddonBatchSyncModule } from './ldap-addon-batch-sync.module.js';
export type { LdapAddonBatchSyncOptions } from './contract/options.js';

// Provided by the add-on
export {
  type DataPool,
  DataPools,
  type DataPoolVersion,
  type DataPoolWithSettings,
  type NewDataPool,
  type SavePoolOutcome,
  type PoolQuestion,
  type PoolTreeRequest,
  type SavePoolRequest,
} from './contract/data-pools.js';
export { CHECK_OUTCOMES } from './contract/check-report.js';
export type { CheckedAttribute, CheckOutcome, CheckReport, CheckStep, CheckStepName } from './contract/check-report.js';
export {
  type BatchSynchronization,
  BatchSyncJobs,
  type CreateOutcome,
  type JobSettings,
  type NewJob,
  type RunOutcome,
  type SaveOutcome,
  type SaveRequest,
  type SchedulePause,
  type SchedulePreview,
  type SettingsOfVersion,
  type SettingsVersion,
  type SettingWarning,
  type StalePlan,
  UNDECIDED_SETTINGS,
  type UndecidedSetting,
  type WaitingPlan,
} from './contract/jobs.js';
export {
  APPROVAL_CAUSES,
  APPROVAL_POLICIES,
  type ApprovalCause,
  type ApprovalNeed,
  type ApprovalPolicy,
  APPROVER_OBSTACLES,
  type ApproverObstacle,
  REVIEWED_SECTIONS,
  type ReviewedSection,
} from './contract/approval.js';
export {
  type ActiveRuleFigures,
  type AttributeShare,
  BatchSyncProposals,
  type DirectoryProposal,
  type EntryCount,
  type PresentedCertificate,
  type PresentedChain,
  PROPOSAL_NOTES,
  type ProposalNote,
  type ProposalNoteCode,
  type ProposalRequest,
  type ProposedBase,
  type ProposedRow,
} from './contract/proposals.js';
export type { CertificateDescription } from './contract/certificates.js';
export type { TreeContainer, TreeLevel, TreeRequest } from './contract/directory-tree.js';
export type {
  DomainController,
  DomainControllerList,
  DomainControllersRequest,
} from './contract/domain-controllers.js';
export { ACTIVE_RULES, type ActiveRuleName, type Inactivity } from './contract/active-rules.js';
export { CHANGE_PATTERNS, type ChangePattern } from './contract/change-patterns.js';
export {
  CHANGE_KINDS,
  type ChangeKind,
  COUNTS_BESIDE_SUM,
  RUN_COUNTS,
  type RunCounts,
} from './contract/change-kinds.js';
export {
  findingParams,
  GUARD_CODES,
  type GuardFigure,
  type GuardFinding,
  type GuardLimit,
  type GuardLimits,
  type GuardName,
  type RunFigures,
  type UsualShare,
  GUARDS,
  isGuardCode,
} from './contract/guards.js';
export {
  type ReadBase,
  type ReadExclusion,
  type ReadReport,
  type Approval,
  type Cancellation,
  type Revert,
  type RevertOutlook,
  type PlanState,
  type Resumption,
  type RunFilter,
  RUN_SCOPES,
  type RunScope,
  STALE_REASONS,
  type StaleReason,
  type Run,
  RUN_STATUSES,
  type RunMode,
  type RunProgress,
  type RunStatus,
  type RunTrigger,
} from './contract/run.js';
export { COUNTS_MEANINGS, type CountsMeaning, effectOf, RUN_EFFECTS, type RunEffect } from './contract/run-effect.js';
export * from './contract/conflicts.js';
export type { PeopleNotSeenFilter, PeopleNotSeenRequest, PersonNotSeen } from './contract/people-not-seen.js';
export * from './contract/run-rows.js';
export { valuesByName } from './contract/values-by-name.js';
export {
  NOTIFICATION_KINDS,
  NotificationChannel,
  type NotificationKind,
  type NotifiedRun,
  type SyncNotification,
} from './contract/notifications.js';
export { BatchSyncRuns, type ApprovalRequest, type RevertRequest, type StartRequest } from './contract/runs.js';
export {
  BatchSyncUsers,
  type FieldWriter,
  type LastSeen,
  type RecordedField,
  type UserLink,
  type UserNotSeen,
  type UserRecord,
} from './contract/users.js';
export type {
  FieldPin,
  PinnedUser,
  PinRequest,
  PinRequests,
  RevertedPinsOutcome,
  RevertedPinsRequest,
} from './contract/pins.js';
export type { ManualChange, UserChange, UserChangeOutcome, UserChangeRequest } from './contract/user-changes.js';
export {
  BatchSyncWhy,
  type FilterPart,
  REFUSAL_CAUSES,
  type RefusalCause,
  type RefusedValue,
  type WhyEntry,
  type WhyFinding,
  type WhyMapping,
  type WhyMatch,
  type WhyNext,
  type WhyPlan,
  type WhyPerson,
  type WhyReport,
  type WhyUser,
  WHY_VERDICTS,
  type WhyVerdict,
} from './contract/why.js';
export {
  BatchSyncPreview,
  type EntryChoice,
  type PersonPreview,
  type PreviewedEntry,
  type PreviewedPerson,
  type PreviewedRow,
  type PreviewedStage,
  type PreviewedValue,
  type PreviewedValues,
  type PreviewRequest,
  ROW_OUTCOMES,
  ROW_STAGES,
  type RowOutcome,
  type RowStage,
  type RowTrial,
  type TriedRow,
} from './contract/preview.js';
export {
  BatchSyncHealth,
  type DatabaseHealth,
  type DirectoryHealth,
  type LastGoodRun,
  type ScheduleHealth,
  type SyncHealth,
} from './contract/health.js';

// Provided by the host, if the defaults do not fit
export type { PgliteClient, PgliteQueryOptions, PgliteResult, PgliteStatements } from './contract/pglite-client.js';
export { Dispatcher, type DispatchRequest, type QueueHealth } from './contract/dispatcher.js';
export {
  type FormField,
  type FormLayout,
  type FormSection,
  type ProcessManifest,
  ProcessRegistry,
} from './contract/process-registry.js';
export { SecretBox } from './contract/secret-box.js';
export {
  SETTING_EFFECTS,
  type SettingChange,
  type SettingEffect,
  type SettingsComparison,
} from './contract/settings-comparison.js';
export { type RekeyReport, SettingsSecrets } from './contract/settings-secrets.js';
export {
  type ReplaceSettings,
  type ReplaceVersion,
  type SettingWrite,
  SettingsStore,
  type StoredSetting,
  type VersionsRequest,
} from './contract/settings-store.js';
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
} from './contract/sync-events.js';

// Errors
export { databaseError } from './contract/database-error.js';
export {
  ERROR_CODES,
  type ErrorCode,
  type FieldError,
  PROBLEM_CODES,
  type ProblemCode,
} from './contract/error-codes.js';
export { describeError, type ErrorDescription, errorDescription } from './contract/describe-error.js';
export { settingOf } from './contract/setting-of.js';
export { isStorableText } from './contract/storable-text.js';
export { ERROR_PARAMETERS, PROBLEM_PARAMETERS } from './contract/error-parameters.js';
export { type MessageParameters, SyncError, type SyncErrorOptions } from './contract/sync-error.js';
