import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const LDAP_PORTS = [389, 636];
const ATTEMPTS = 20;

/** A loopback address at which both ports of LDAP are free. Throws when this process may not bind them. */
export async function addressWithLdapPorts(): Promise<string> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const address = `127.${randomInt(16, 240)}.${randomInt(0, 256)}.${randomInt(2, 254)}`;
    const codes = await Promise.all(LDAP_PORTS.map((port) => refusalOf(address, port)));
    if (codes.every((code) => code === undefined)) return address;
    if (codes.some((code) => code !== 'EADDRINUSE' && code !== undefined)) throw new Error(CANNOT_BIND);
  }
  throw new Error(CANNOT_BIND);
}

const CANNOT_BIND =
  'Samba serves LDAP at the ports 389 and 636 only, and this process may not bind them on loopback: run the tests as root, or set the kernel parameter net.ipv4.ip_unprivileged_port_start to 389 or less.';

/** The code of the error when a server cannot listen there; undefined when it can. */
function refusalOf(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
