import type { ErrorCode } from '../../index.js';

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNKNOWN_PROCESS: 404,
  RUN_NOT_FOUND: 404,
  CURSOR_INVALID: 400,
  ADDON_DISABLED: 409,
  RUN_IN_PROGRESS: 409,
  SETTING_CHANGED: 409,
  SETTINGS_INVALID: 409,
  SETTINGS_MISSING: 409,
  SECRET_UNREADABLE: 409,
  NOT_YET_AVAILABLE: 501,
  DATABASE_UNREACHABLE: 503,
  LDAP_TARGET_REFUSED: 403,
  LDAP_HOST_NOT_FOUND: 502,
  LDAP_UNREACHABLE: 502,
  LDAP_TIMEOUT: 504,
  LDAP_TLS_FAILED: 502,
  LDAP_BIND_REJECTED: 502,
  LDAP_BASE_NOT_FOUND: 502,
  LDAP_FILTER_REJECTED: 502,
  LDAP_RIGHTS_MISSING: 502,
  LDAP_SEARCH_FAILED: 502,
};

/** The HTTP status for an error code of the add-on. Undefined for codes that requests do not cause. */
export function statusOf(code: ErrorCode): number | undefined {
  return STATUS[code];
}
