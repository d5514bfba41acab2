import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { connect as tlsConnect, getCACertificates, type ConnectionOptions, type TLSSocket } from 'node:tls';

import type { LdapUrl } from '../../settings/rules/ldap-url.js';
import type { TlsSettings } from '../../settings/schema/data-pool-settings.js';
import { addressTimeout } from './timeouts.js';

let systemAuthorities: string[] | undefined;

/** The addresses of a host name; an address resolves to itself. Rejects when the name is unknown. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** Opens a TCP connection to the first address that accepts one (RFC 8305): one after another, for `addressTimeout` each. */
export function openSocket(
  { host, port }: LdapUrl,
  addresses: readonly string[],
  milliseconds: number,
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({
    host,
    port,
    noDelay: true,
    lookup: (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      ),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: addressTimeout(milliseconds),
  });
  socket.once('connect', () => {
    socket.off('error', reject);
    resolve(socket);
  });
  socket.once('error', reject);
  return promise;
}

/** Starts TLS on an open socket. The certificate must always be valid, trusted and issued for the host. */
export async function secureSocket(socket: Socket, options: ConnectionOptions): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const secure = tlsConnect({ ...options, socket });
  secure.once('secureConnect', () => {
    secure.off('error', reject);
    resolve(secure);
  });
  secure.once('error', reject);
  return promise;
}

/** The certificate must be issued by `ca`, or by an authority of Node.js or of the system, for the server name or else the host. */
export function tlsOptions(host: string, settings: TlsSettings): ConnectionOptions {
  const { ca, serverName, minVersion } = settings;
  const name = serverName === '' ? host : serverName;
  // A certificate may be issued for an IP address, but a server name (RFC 6066) is never an address.
  const servername = isIP(name) === 0 ? name : '';
  const trusted = ca === undefined ? { ca: trustedAuthorities() } : { ca, allowPartialTrustChain: true };
  const identity = clientIdentity(settings);
  return { host: name, servername, minVersion, ...trusted, rejectUnauthorized: true, ...identity };
}

/** Servers that do not ask for a client certificate are never sent one. */
function clientIdentity({ clientCertificate, clientKey = '' }: TlsSettings): ConnectionOptions {
  return clientCertificate === '' ? {} : { cert: clientCertificate, key: clientKey };
}

function trustedAuthorities(): string[] {
  systemAuthorities ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return systemAuthorities;
}
