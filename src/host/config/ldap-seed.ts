import { readFileSync } from 'node:fs';

import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';

/** The job settings given by `LDAP_*`, or undefined if there are none or only a password. */
export function ldapSeed(environment: Environment): Readonly<Record<string, unknown>> | undefined {
  const urls = environment.LDAP_URL?.split(/[\s,]+/).filter((url) => url !== '');
  const ca = environment.LDAP_CA_FILE && readCertificates(environment.LDAP_CA_FILE);
  const dataPool = {
    ...(urls && { urls }),
    ...(environment.LDAP_BIND_DN && { bindDn: environment.LDAP_BIND_DN }),
    ...(environment.LDAP_BIND_PASSWORD && { bindPassword: environment.LDAP_BIND_PASSWORD }),
    ...(environment.LDAP_BASE_DN && { baseDn: environment.LDAP_BASE_DN }),
    ...(environment.LDAP_FILTER && { filter: environment.LDAP_FILTER }),
    ...((urls || ca) && { tls: { mode: tlsMode(urls, ca), ...(ca && { ca }) } }),
  };
  // `settings import` also reads LDAP_BIND_PASSWORD, so a password alone is not a seed.
  const isSeed = Object.keys(dataPool).some((name) => name !== 'bindPassword');
  return isSeed ? { dataPool } : undefined;
}

/** A certificate authority implies TLS, even with the scheme ldap. */
function tlsMode(urls: readonly string[] | undefined, ca: string | undefined): 'none' | 'starttls' | 'ldaps' {
  if (urls?.every((url) => /^ldaps:/i.test(url))) return 'ldaps';
  return ca ? 'starttls' : 'none';
}

function readCertificates(path: string): string {
  const text = read(path);
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConfigurationError([{ variable: 'LDAP_CA_FILE', reason: `${path} does not contain a PEM certificate` }]);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new ConfigurationError([{ variable: 'LDAP_CA_FILE', reason: `${path} cannot be read (${code})` }]);
  }
}
