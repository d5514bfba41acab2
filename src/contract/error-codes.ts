/** Stable error codes. Each has a text in `i18n/<language>/errors.json`. Codes are added, never renamed. */
export const ERROR_CODES = [
  // The process and its registration
  'MANIFEST_INVALID',
  'USER_ENTITY_UNSUPPORTED',
  'OPTIONS_INVALID',
  'SCHEDULE_NAME_TAKEN',
  'ADDON_DISABLED',
  'UNKNOWN_PROCESS',
  'JOB_UNKNOWN',
  'JOB_DELETED',
  'JOB_IS_FIRST',
  'DATA_POOL_UNKNOWN',
  'DATA_POOL_IN_USE',
  'DATA_POOL_IS_FIRST',
  // Settings
  'SETTINGS_INVALID',
  'SETTINGS_MISSING',
  'SETTING_CHANGED',
  'SETTINGS_VERSION_UNKNOWN',
  'SECRET_UNREADABLE',
  'SECRETS_UNREADABLE',
  // The directory
  'LDAP_TARGET_REFUSED',
  'DOMAIN_CONTROLLERS_NOT_FOUND',
  'LDAP_HOST_NOT_FOUND',
  'LDAP_UNREACHABLE',
  'LDAP_TIMEOUT',
  'LDAP_TLS_FAILED',
  'LDAP_BIND_REJECTED',
  'LDAP_BASE_NOT_FOUND',
  'LDAP_FILTER_REJECTED',
  'LDAP_RIGHTS_MISSING',
  'LDAP_SEARCH_FAILED',
  'ATTRIBUTE_NUMBER_UNKNOWN',
  'DIRECTORY_READ_INCOMPLETE',
  'DIRECTORY_EMPTY',
  'STABLE_ID_CHANGED',
  // Runs
  'RUN_IN_PROGRESS',
  'SCHEDULE_PAUSED',
  'RUN_NOT_FOUND',
  'RUN_ENDED',
  'RUN_CANCELLED',
  'RUN_NOT_RESUMABLE',
  'PLAN_NOT_WAITING',
  'PLAN_STALE',
  'HASH_DIFFERS',
  'APPROVAL_NOT_ALLOWED',
  'RESUME_NOT_ALLOWED',
  'ONE_CAUSE',
  'ENTRIES_MISSING',
  'VALUES_WOULD_VANISH',
  'NAMES_WOULD_CHANGE',
  'TOO_MANY_CHANGES',
  'TOO_MANY_PROBLEMS',
  'NOTHING_TO_REVERT',
  'NO_UNSAVED_SETTINGS',
  'FIELDS_UNKNOWN',
  'PERSON_NOT_FOUND',
  'PERSON_AMBIGUOUS',
  'ENTRY_OUTSIDE_BASE',
  'ENTRY_FILTERED_OUT',
  'CONFLICT_CHOICE_NOT_OFFERED',
  'NO_CONFLICTS',
  'CONFLICTS_OUT_OF_DATE',
  'RUN_ABANDONED',
  'RUN_LEASE_LOST',
  'RUN_COUNTS_DISAGREE',
  'RUN_INTERRUPTED',
  'USER_STATE_UNKNOWN',
  'USER_CHANGED',
  'USER_NOT_WRITABLE',
  'USER_IN_USE',
  'USER_WRITE_REFUSED',
  'WRITES_REFUSED',
  'NOT_YET_AVAILABLE',
  'CURSOR_INVALID',
  // The database
  'DATABASE_UNREACHABLE',
  'DATABASE_FULL',
  'DATABASE_OUT_OF_MEMORY',
  'DATABASE_CONNECTIONS_EXHAUSTED',
  'DATABASE_LIMIT_REACHED',
  'DATABASE_READ_ONLY',
  'DATABASE_RIGHTS_MISSING',
  'DATABASE_DISK_FAILED',
  'DATABASE_TIMEOUT',
  'DATABASE_LOCKED',
  'MIGRATION_FAILED',
  'UNEXPECTED',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Why one entry could not be synchronized. Each has `<CODE>.title`, `<CODE>.sentence` and `<CODE>.remedy` in
 * `i18n/<language>/problems.json`.
 */
export const PROBLEM_CODES = [
  // Reported by mapping
  'STABLE_ID_MISSING',
  'VALUE_MISSING',
  'VALUE_UNREADABLE',
  'VALUE_INVALID',
  'VALUE_TOO_LONG',
  'VALUE_NOT_A_DN',
  'VALUE_NOT_CONVERTED',
  'EXPRESSION_FAILED',
  // Reported by the plan
  'STABLE_ID_TWICE',
  'NAME_TWICE_IN_DIRECTORY',
  'NAME_TAKEN',
  'CANDIDATES_AMBIGUOUS',
  'CANDIDATE_CLAIMED_TWICE',
  'CANDIDATE_CONTRADICTS',
  'USER_OF_OTHER_POOL',
  'LINKED_USER_DELETED',
  'USER_OF_OTHER_ENTRY',
  'IDENTITY_NOT_VALID',
  'IDENTITY_TAKEN',
  'IDENTITY_TWICE_IN_DIRECTORY',
  'USER_HIDDEN',
  'USER_PROTECTED',
  'UNIQUE_VALUE_TAKEN',
  'VALUE_OF_HIDDEN_USER',
  // Reported by the plan of a revert
  'CHANGED_SINCE',
  'FIELD_PINNED',
  'CREATION_NOT_REVERTIBLE',
  'USER_DELETED',
  // Reported while applying
  'WRITE_REFUSED',
  'CHANGED_MEANWHILE',
  'USER_LOCKED',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Why the value of a setting is not valid. */
export interface FieldError {
  /** Dotted path of the setting, with list indexes as numbers: `dataPool.urls.0`. */
  readonly field: string;
  /** Stable code, e.g. `cronEmpty`: a key in `i18n/<language>/validation.json`. */
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The English text. A host can render `code` and `params` in the user's language. */
  readonly message: string;
}
