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
  const { scheme = '', authority = '', rest = '' } = PARTS.exec(url)?.groups ?? {};
  if (!/^ldaps?$/i.test(scheme)) return { code: 'ldapUrlScheme' };
  if (authority.includes('@')) return { code: 'ldapUrlCredentials' };
  if (rest !== '' && rest !== '/') return { code: 'ldapUrlPath' };

  const { ipv6, name, port } = AUTHORITY.exec(authority)?.groups ?? {};
  if (!(ipv6 === undefined ? HOST_NAME.test(name ?? '') : isIpv6(ipv6))) return { code: 'ldapUrlHost' };
  if (port !== undefined && !(Number(port) >= 1 && Number(port) <= 65_535)) return { code: 'ldapUrlPort' };
  return undefined;
}

function isIpv6(text: string): boolean {
  return URL.canParse(`ldap://[${text}]`) && text.includes(':');
}
