import type { RuleViolation } from './rule.js';

export interface LdapUrl {
  readonly scheme: 'ldap' | 'ldaps';
  /** Without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
}

const HOST_NAME = /^(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62})(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,62}))*\.?$/;
const PARTS = /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?<authority>[^/?#]*)(?<rest>.*)$/i;
const AUTHORITY = /^(?:\[(?<ipv6>[0-9a-f:.]+)\]|(?<name>[^:[\]]*))(?::(?<port>\d*))?$/i;

/** The parts of a valid LDAP URL. */
export function parseLdapUrl(url: string): LdapUrl {
  const { scheme = 'ldap', authority = '' } = PARTS.exec(url.trim())?.groups ?? {};
  const { ipv6, name = '', port } = AUTHORITY.exec(authority)?.groups ?? {};
  const secure = scheme.toLowerCase() === 'ldaps';
  return { scheme: secure ? 'ldaps' : 'ldap', host: ipv6 ?? name, port: port ? Number(port) : secure ? 636 : 389 };
}

/** Only `ldap://host[:port]` or `ldaps://host[:port]`: user, password, base and filter have their own settings. */
export function ldapUrlViolation(url: string): RuleViolation | undefined {
  const count = Math.max(url.match(/ldaps?:\/\//gi)?.length ?? 0, url.trim().split(/\s+/).length);
  if (count > 1) return { code: 'ldapUrlSeveral', params: { count } };
  const { scheme = '', authority = '', rest = '' } = PARTS.exec(url)?.groups ?? {};
  if (!/^ldaps?$/i.test(scheme)) return schemeViolation(url);
  if (authority.includes('@')) return { code: 'ldapUrlCredentials' };
  if (authority === '') return { code: 'ldapUrlHostMissing' };
  if (isBareIpv6(authority)) return { code: 'ldapUrlBrackets', params: { instead: `${scheme}://[${authority}]` } };
  if (rest !== '' && rest !== '/') return { code: 'ldapUrlPath', params: { instead: `${scheme}://${authority}` } };

  const { ipv6, name, port } = AUTHORITY.exec(authority)?.groups ?? {};
  if (!(ipv6 === undefined ? HOST_NAME.test(name ?? '') : isIpv6(ipv6))) return { code: 'ldapUrlHost' };
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) return { code: 'ldapUrlPort' };
  return undefined;
}

/** A host name as in a certificate; empty for none. */
export function serverNameViolation(value: unknown): RuleViolation | undefined {
  return typeof value === 'string' && value !== '' && !HOST_NAME.test(value) ? { code: 'serverName' } : undefined;
}

/** What is not `ldap://` or `ldaps://`, with the address that was probably meant. */
function schemeViolation(url: string): RuleViolation {
  const [, scheme = '', after = ''] = /^(?:(ldaps?|https?)(?::|(?=\/\/)))?[/\\]*(.*)$/i.exec(url) ?? [];
  const instead = meantAddress(scheme, after);
  if (instead === undefined) return { code: 'ldapUrlScheme' };
  if (/^https?$/i.test(scheme)) return { code: 'ldapUrlWeb', params: { scheme: scheme.toLowerCase(), instead } };
  if (/^ldaps?$/i.test(scheme)) return { code: 'ldapUrlSlashes', params: { instead } };
  return { code: 'ldapUrlSchemeMissing', params: { instead } };
}

/** Undefined if the text contains no server. */
function meantAddress(scheme: string, after: string): string | undefined {
  const [server = ''] = after.split(/[/?#]/);
  const authority = isBareIpv6(server) ? `[${server}]` : server;
  const isSecure = /s$/i.test(scheme) || /:(?:636|3269)$/.test(authority);
  const url = `${isSecure && !/^https$/i.test(scheme) ? 'ldaps' : 'ldap'}://${authority}`;
  return ldapUrlViolation(url) === undefined ? url : undefined;
}

function isBareIpv6(text: string): boolean {
  return text.split(':').length > 2 && isIpv6(text);
}

function isIpv6(text: string): boolean {
  return URL.canParse(`ldap://[${text}]`) && text.includes(':');
}
