export class TimeoutExceeded extends Error {
  readonly seconds: number;

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'TimeoutExceeded';
    this.seconds = milliseconds / 1_000;
  }
}

/** Rejects with `TimeoutExceeded` if `work` takes longer. A later result is ignored. */
export async function withTimeout<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TimeoutExceeded(milliseconds)), milliseconds);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, expired]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves to `fallback` if `work` fails or takes longer. */
export function valueOr<T>(milliseconds: number, work: Promise<T>, fallback: T): Promise<T> {
  return withTimeout(milliseconds, work).catch(() => fallback);
}
