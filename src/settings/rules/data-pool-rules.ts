import { isStorableText } from '../../contract/storable-text.js';
import type { DataPoolSettings } from '../schema/data-pool-settings.js';
import { refuseDistinguishedName } from './distinguished-name.js';
import { refuseLdapUrl } from './ldap-url.js';
import type { RuleViolation } from './rule.js';

export const MAX_URLS = 10;

/** Servers: each one an LDAP URL, none twice, each with the scheme that the TLS mode asks for. */
export function refuseUrls(value: unknown, owner: object): readonly RuleViolation[] {
  if (!Array.isArray(value)) return [];
  const urls: readonly unknown[] = value;
  if (urls.length > MAX_URLS) return [{ code: 'listTooLong', params: { limit: MAX_URLS } }];
  const pool = owner as DataPoolSettings;
  if (urls.length === 0) return (pool.baseDn || pool.bindDn) && hasText(pool) ? [{ code: 'required' }] : [];

  return urls.flatMap((url, index) => {
    const refused = refuseUrl(url, urls.slice(0, index), pool.tls?.mode);
    return refused ? [{ ...refused, at: String(index) }] : [];
  });
}

function refuseUrl(url: unknown, before: readonly unknown[], mode: unknown): RuleViolation | undefined {
  if (typeof url !== 'string') return { code: 'isString' };
  const refused = refuseLdapUrl(url);
  if (refused) return refused;
  if (before.includes(url)) return { code: 'ldapUrlTwice' };

  const isLdaps = /^ldaps:/i.test(url);
  if (mode === 'ldaps' && !isLdaps) return { code: 'ldapUrlNeedsLdaps' };
  if ((mode === 'none' || mode === 'starttls') && isLdaps) return { code: 'ldapUrlNeedsLdapsMode' };
  return undefined;
}

export function refuseBase(value: unknown, owner: object): RuleViolation | undefined {
  const { urls } = owner as DataPoolSettings;
  if (value === '' && Array.isArray(urls) && urls.length > 0) return { code: 'required' };
  return refuseDistinguishedName(value);
}

export function refuseBindDn(value: unknown): RuleViolation | undefined {
  return refuseDistinguishedName(value);
}

/** A name without a password is an unauthenticated bind: servers let it pass as anonymous (RFC 4513 section 5.1.2). */
export function refusePassword(value: unknown, owner: object): RuleViolation | undefined {
  const { bindDn } = owner as DataPoolSettings;
  if (value === '' && typeof bindDn === 'string' && bindDn !== '') return { code: 'passwordMissing' };
  if (value !== '' && bindDn === '') return { code: 'passwordWithoutUser' };
  return typeof value === 'string' && !isStorableText(value) ? { code: 'controlCharacter' } : undefined;
}

function hasText(pool: DataPoolSettings): boolean {
  return typeof pool.baseDn === 'string' && typeof pool.bindDn === 'string';
}
