import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { connect as tlsConnect, getCACertificates, type ConnectionOptions, type TLSSocket } from 'node:tls';

import type { LdapUrl } from '../../settings/rules/ldap-url.js';

let systemAuthorities: string[] | undefined;

/** The addresses of a name, or the address itself. Rejects when the name is unknown. */
export async function resolveHost(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

/** A TCP connection to the first address that takes one (RFC 8305). */
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
    lookup: (_name, _options, found) =>
      found(
        null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      ),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: Math.min(1_000, milliseconds),
  });
  socket.once('connect', () => {
    socket.off('error', reject);
    resolve(socket);
  });
  socket.once('error', reject);
  return promise;
}

/** TLS over an open socket. The certificate must be valid, trusted and made out to the host: always. */
export function secureSocket(socket: Socket, options: ConnectionOptions): Promise<TLSSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const secure = tlsConnect({ ...options, socket });
  secure.once('secureConnect', () => {
    secure.off('error', reject);
    resolve(secure);
  });
  secure.once('error', reject);
  return promise;
}

/** @param ca PEM of the authorities to trust; absent: those of Node and of the system. */
export function tlsOptions(host: string, ca: string | undefined): ConnectionOptions {
  // A certificate may be made out to an address, but a server name (RFC 6066) is never one.
  const servername = isIP(host) === 0 ? host : '';
  return { host, servername, ca: ca ?? trustedAuthorities(), rejectUnauthorized: true };
}

function trustedAuthorities(): string[] {
  systemAuthorities ??= [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  return systemAuthorities;
}
