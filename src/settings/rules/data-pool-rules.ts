import { isStorableText } from '../../contract/storable-text.js';
import type { DataPoolSettings } from '../schema/data-pool-settings.js';
import { ldapUrlViolation } from './ldap-url.js';
import type { RuleViolation } from './rule.js';

export const MAX_URLS = 10;

/** Each server is an LDAP URL with the scheme of the TLS mode. No server is listed twice. */
export function urlViolations(value: unknown, owner: object): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  const urls: readonly unknown[] = value;
  if (urls.length > MAX_URLS) return [{ code: 'listTooLong', params: { limit: MAX_URLS } }];
  const pool = owner as DataPoolSettings;
  if (urls.length === 0) return typeof pool.bindDn === 'string' && pool.bindDn ? [{ code: 'required' }] : [];

  return urls.flatMap((url, index) => {
    const violation = urlViolation(url, urls.slice(0, index), pool.tls?.mode);
    return violation ? [{ ...violation, at: String(index) }] : [];
  });
}

function urlViolation(url: unknown, previous: readonly unknown[], mode: unknown): RuleViolation | undefined {
  if (typeof url !== 'string') return { code: 'notText' };
  const violation = ldapUrlViolation(url);
  if (violation) return violation;
  if (previous.includes(url)) return { code: 'ldapUrlTwice' };

  const isLdaps = /^ldaps:/i.test(url);
  if (mode === 'ldaps' && !isLdaps) return { code: 'ldapUrlNeedsLdaps' };
  if ((mode === 'none' || mode === 'starttls') && isLdaps) return { code: 'ldapUrlNeedsLdapsMode' };
  return undefined;
}

/** A bind user without a password is an unauthenticated bind, which servers treat as anonymous (RFC 4513 section 5.1.2). */
export function bindPasswordViolation(value: unknown, owner: object): RuleViolation | undefined {
  const { bindDn } = owner as DataPoolSettings;
  if (value === '' && typeof bindDn === 'string' && bindDn !== '') return { code: 'passwordMissing' };
  if (value !== '' && bindDn === '') return { code: 'passwordWithoutUser' };
  return typeof value === 'string' && !isStorableText(value) ? { code: 'controlCharacter' } : undefined;
}

/** A client certificate signs in its holder: over TLS, and nobody else. */
export function authenticationViolation(value: unknown, owner: object): RuleViolation | undefined {
  if (value !== 'external') return undefined;
  const { tls, bindDn } = owner as DataPoolSettings;
  if (tls?.mode === 'none') return { code: 'externalWithoutTls' };
  if (!tls?.clientCertificate) return { code: 'externalWithoutCertificate' };
  return bindDn === '' ? undefined : { code: 'externalWithBindUser' };
}
