/** How long a directory may take, in milliseconds. */
export interface Timeouts {
  /** For each of: resolving a name, opening a connection, the TLS handshake. */
  readonly connect: number;
  /** For each request: a bind, one page of a search. */
  readonly operation: number;
  /** For everything up to the bind at one server. @default the sum of the above */
  readonly server?: number;
}

export const READ_TIMEOUTS: Timeouts = { connect: 5_000, operation: 60_000 };

/** One part of the time for each server, and one for the search. */
export function pingTimeouts(milliseconds: number, servers: number): Timeouts {
  const part = milliseconds / (servers + 1);
  return { connect: part, operation: part, server: part };
}
