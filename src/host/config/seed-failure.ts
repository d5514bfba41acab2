import { SyncError } from '../../index.js';
import { ConfigurationError } from './configuration-error.js';

/** The variable that each setting of the seed comes from; the first matching one applies. */
const VARIABLES: readonly (readonly [setting: string, variable: string])[] = [
  ['seed.dataPool.urls', 'LDAP_URL'],
  ['seed.dataPool.bindDn', 'LDAP_BIND_DN'],
  ['seed.dataPool.bindPassword', 'LDAP_BIND_PASSWORD'],
  ['seed.search.bases.0.dn', 'LDAP_BASE_DN'],
  ['seed.search.filter', 'LDAP_FILTER'],
  ['seed.dataPool.tls.ca', 'LDAP_CA_FILE'],
  ['seed.dataPool.tls', 'LDAP_URL'],
];

const IS_MISSING: Readonly<Record<string, string>> = {
  LDAP_URL:
    'is required with the other LDAP_ variables. Set it to the server, for example ldap://directory.example.org',
};

/** Codes whose reason speaks of the form. */
const REASONS: Readonly<Record<string, string>> = {
  passwordMissing: 'is required with LDAP_BIND_DN. Set it to the password of that user, or unset LDAP_BIND_DN',
  passwordWithoutUser: 'has no effect without LDAP_BIND_DN. Set LDAP_BIND_DN, or unset LDAP_BIND_PASSWORD',
  ldapUrlNeedsLdaps: 'must contain either ldap:// or ldaps:// addresses, not both',
  ldapUrlNeedsLdapsMode: 'must contain either ldap:// or ldaps:// addresses, not both',
};

/** The refusal of settings that come from `LDAP_*` variables, by the name of the variable. Undefined for another error. */
export function seedFailure(error: unknown): ConfigurationError | undefined {
  if (!(error instanceof SyncError) || error.code !== 'OPTIONS_INVALID') return undefined;
  const { option, reason, rule } = error.params;
  const variable = VARIABLES.find(([setting]) => String(option).startsWith(setting))?.[1];
  if (!variable) return undefined;
  return new ConfigurationError([{ variable, reason: reasonOf(variable, String(rule), String(reason)) }]);
}

function reasonOf(variable: string, rule: string, reason: string): string {
  if (rule === 'required') return IS_MISSING[variable] ?? 'is required';
  return REASONS[rule] ?? `is not valid: ${reason}`;
}
