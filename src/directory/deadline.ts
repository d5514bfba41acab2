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

export class DeadlineExceeded extends Error {
  readonly seconds: number;

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'DeadlineExceeded';
    this.seconds = milliseconds / 1_000;
  }
}

/** The result of `work`, or `DeadlineExceeded`; what `work` comes to afterwards is of no interest. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlineExceeded(milliseconds)), milliseconds);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}
