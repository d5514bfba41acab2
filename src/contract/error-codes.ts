/**
 * The stable codes of what is refused or fails. Each has a text in `i18n/<language>/errors.json`.
 * Codes are added, never renamed.
 */
export const ERROR_CODES = [
  // The process and its registration
  'MANIFEST_INVALID',
  'USER_ENTITY_UNSUPPORTED',
  'OPTIONS_INVALID',
  'ADDON_DISABLED',
  'UNKNOWN_PROCESS',
  // Settings
  'SETTINGS_INVALID',
  'SETTINGS_MISSING',
  'SETTING_CHANGED',
  'SECRET_UNREADABLE',
  // The directory
  'LDAP_HOST_NOT_FOUND',
  'LDAP_UNREACHABLE',
  'LDAP_TIMEOUT',
  'LDAP_TLS_FAILED',
  'LDAP_BIND_REJECTED',
  'LDAP_BASE_NOT_FOUND',
  'LDAP_FILTER_REJECTED',
  'LDAP_RIGHTS_MISSING',
  'LDAP_SEARCH_FAILED',
  'DIRECTORY_READ_INCOMPLETE',
  'DIRECTORY_EMPTY',
  // Runs
  'RUN_IN_PROGRESS',
  'RUN_NOT_FOUND',
  'RUN_ABANDONED',
  'RUN_LEASE_LOST',
  'RUN_COUNTS_DISAGREE',
  'RUN_INTERRUPTED',
  'NOT_YET_AVAILABLE',
  'CURSOR_INVALID',
  // The database
  'DATABASE_UNREACHABLE',
  'MIGRATION_FAILED',
  'UNEXPECTED',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/**
 * Why one entry could not be synchronized. Each has `<CODE>.sentence` and `<CODE>.remedy` in
 * `i18n/<language>/problems.json`.
 */
export const PROBLEM_CODES = [
  // Found by mapping
  'STABLE_ID_MISSING',
  'VALUE_MISSING',
  'VALUE_UNREADABLE',
  'VALUE_INVALID',
  'VALUE_TOO_LONG',
  // Found by the plan
  'STABLE_ID_TWICE',
  'NAME_TWICE_IN_DIRECTORY',
  'NAME_TAKEN',
  'CANDIDATES_AMBIGUOUS',
  'CANDIDATE_CLAIMED_TWICE',
  'USER_PROTECTED',
  'UNIQUE_VALUE_TAKEN',
  // Found by the apply
  'WRITE_REFUSED',
  'CHANGED_MEANWHILE',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Why a typed setting was refused. Texts in `i18n/<language>/validation.json`. */
export interface FieldError {
  /** Dotted path of the setting, list positions as numbers: `dataPool.urls.0`. */
  readonly field: string;
  /** Stable code, e.g. `isCronExpression`; the key in `i18n/<language>/validation.json`. */
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  /** The English sentence; a host may render `code` and `params` in the reader's language. */
  readonly message: string;
}
