import type { ErrorCode } from './error-codes.js';

/** Dotted path of a setting, as in `FieldError.field`. */
type SettingPath =
  `schedule.${'enabled' | 'expression'}` | `dataPool.${DataPoolSetting}` | `search.${SearchSetting}` | 'mapping';
type SearchSetting = 'bases' | 'filter' | 'canaries';
type DataPoolSetting = 'urls' | 'bindDn' | 'bindPassword' | 'pageSize' | 'dialect' | 'tls.mode' | 'tls.ca';

/** The setting to look at first when a run fails or stops with this code: what may be its cause, never a limit. */
const SETTING_OF_ERROR: { readonly [Code in ErrorCode]?: SettingPath } = {
  SETTINGS_MISSING: 'dataPool.urls',
  SECRET_UNREADABLE: 'dataPool.bindPassword',
  LDAP_HOST_NOT_FOUND: 'dataPool.urls',
  LDAP_UNREACHABLE: 'dataPool.urls',
  LDAP_TIMEOUT: 'dataPool.urls',
  LDAP_TLS_FAILED: 'dataPool.tls.mode',
  LDAP_BIND_REJECTED: 'dataPool.bindPassword',
  LDAP_BASE_NOT_FOUND: 'search.bases',
  LDAP_FILTER_REJECTED: 'search.filter',
  LDAP_RIGHTS_MISSING: 'dataPool.bindDn',
  ATTRIBUTE_NUMBER_UNKNOWN: 'mapping',
  DIRECTORY_READ_INCOMPLETE: 'dataPool.pageSize',
  DIRECTORY_EMPTY: 'search.filter',
  STABLE_ID_CHANGED: 'dataPool.dialect',
  ONE_CAUSE: 'mapping',
  ENTRIES_MISSING: 'search.filter',
  VALUES_WOULD_VANISH: 'mapping',
  NAMES_WOULD_CHANGE: 'mapping',
  TOO_MANY_CHANGES: 'mapping',
  TOO_MANY_PROBLEMS: 'mapping',
};

/** The same for codes that only a check of the connection has. */
const SETTING_OF_FINDING: Readonly<Record<string, SettingPath>> = {
  CONNECTED_TO_NEXT: 'dataPool.urls',
  TLS_NOT_USED: 'dataPool.tls.mode',
  TLS_PASSWORD_IN_CLEAR: 'dataPool.tls.mode',
  TLS_STARTTLS_REFUSED: 'dataPool.tls.mode',
  TLS_REQUIRED: 'dataPool.tls.mode',
  TLS_SELF_SIGNED: 'dataPool.tls.ca',
  TLS_AUTHORITY_UNKNOWN: 'dataPool.tls.ca',
  TLS_WRONG_HOST: 'dataPool.urls',
  BASES_HIDDEN: 'dataPool.bindDn',
  SEARCH_EMPTY: 'search.filter',
  FILTER_ATTRIBUTE_UNKNOWN: 'search.filter',
  CANARY_ATTRIBUTE_UNKNOWN: 'search.canaries',
  CANARIES_NOT_FOUND: 'search.canaries',
  ATTRIBUTE_UNKNOWN: 'mapping',
  STABLE_ID_HIDDEN: 'dataPool.dialect',
  STABLE_IDS_MISSING: 'dataPool.dialect',
  REQUIRED_ATTRIBUTES_HIDDEN: 'mapping',
  REQUIRED_ATTRIBUTE_MISSPELLED: 'mapping',
  ATTRIBUTE_MISSPELLED: 'mapping',
  ATTRIBUTE_MISSPELLED_WITHOUT_VALUES: 'mapping',
  ATTRIBUTE_NOT_SEEN: 'mapping',
  FURTHER_ATTRIBUTES_NOT_SEEN: 'mapping',
  MAPPED_WITH_PROBLEMS: 'mapping',
};

const SETTINGS: ReadonlyMap<string, SettingPath> = new Map([
  ...Object.entries(SETTING_OF_ERROR),
  ...Object.entries(SETTING_OF_FINDING),
]);

/**
 * The setting that remedies an error of a run or a finding of a check, as a dotted path; null if none does. Invalid
 * settings name it in their parameters.
 */
export function settingOf(code: string, params: Readonly<Record<string, string | number>> = {}): string | null {
  const { field, because, setting, problem } = params;
  if (because === 'inactive') return 'search.activeRules.disabled';
  if (because === 'base') return 'search.bases';
  if (because === 'exclusion' || because === 'excluded') return 'search.exclusions';
  if (because === 'ambiguous' && typeof setting === 'string') return setting;
  if (because === 'canaries') return 'search.canaries';
  if (problem === 'STABLE_ID_MISSING') return 'dataPool.dialect';
  if (code === 'SETTINGS_INVALID') return typeof field === 'string' && field !== '/' ? field : null;
  return SETTINGS.get(code) ?? null;
}
