export type TlsMode = 'none' | 'starttls' | 'ldaps';

/** How the connection to a directory is protected. */
export class TlsSettings {
  mode: TlsMode = 'none';
  /** Certificate authorities to trust, PEM; absent: those of the system. */
  ca?: string;
}

/** One configured LDAP source. */
export class DataPoolSettings {
  /** `ldap://` or `ldaps://`, tried in order. */
  urls: string[] = [];
  bindDn = '';
  /** In the clear only in memory: sealed at rest, never sent out. */
  bindPassword?: string;
  baseDn = '';
  /** RFC 4515. */
  filter = '(objectClass=inetOrgPerson)';
  /** Entries asked for per page (RFC 2696). */
  pageSize = 200;
  tls = new TlsSettings();
}
