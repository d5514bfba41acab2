import type { DataPoolSettings } from '../../settings/schema/data-pool-settings.js';

/** Time limits of one connection to a directory, in milliseconds. */
export interface Timeouts {
  /** For each of: resolving a name, opening a connection, the TLS handshake. */
  readonly connect: number;
  /** For each request, without a byte: a bind, one page of a search. */
  readonly operation: number;
  /** For all steps up to the bind at one server. @default the sum of the above */
  readonly server?: number;
}

/** Those of a read, as the data pool has them. */
export function readTimeouts({ connectSeconds, responseSeconds }: DataPoolSettings): Timeouts {
  return { connect: connectSeconds * 1_000, operation: responseSeconds * 1_000 };
}

export const CHECK_TIMEOUTS: Timeouts = { connect: 3_000, operation: 4_000 };
/** Of a connection check as a whole, over all servers of the data pool. */
export const CHECK_TOTAL_TIMEOUT = 10_000;

export const UNBIND_TIMEOUT = 1_000;
/** Of each address of a server but the last, in milliseconds. */
const ADDRESS_TIMEOUT = 1_000;

/** How long one address of a server may take to accept a connection before the next one is tried. */
export function addressTimeout(connect: number): number {
  return Math.min(ADDRESS_TIMEOUT, connect);
}

/** How long all addresses of a server may take together: the last one has the whole time. */
export function addressesTimeout(connect: number, addresses: number): number {
  return addressTimeout(connect) * Math.max(addresses - 1, 0) + connect;
}

/** Divides the time equally: one part for each server, and one for the search. */
export function pingTimeouts(milliseconds: number, servers: number): Timeouts {
  const part = milliseconds / (servers + 1);
  return { connect: part, operation: part, server: part };
}
