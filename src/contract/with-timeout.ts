export class TimeoutExceeded extends Error {
  readonly seconds: number;

  constructor(milliseconds: number) {
    super(`no answer within ${milliseconds} ms`);
    this.name = 'TimeoutExceeded';
    this.seconds = milliseconds / 1_000;
  }
}

/**
 * Rejects with `TimeoutExceeded` if `work` takes longer. A later result is ignored.
 *
 * @param lastSign when the work last showed a sign of life, as `performance.now()` counts: the time begins anew then.
 */
export async function withTimeout<T>(milliseconds: number, work: Promise<T>, lastSign = () => 0): Promise<T> {
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const startedAt = performance.now();
  const wait = (duration: number) =>
    setTimeout(() => {
      const left = Math.max(startedAt, lastSign()) + milliseconds - performance.now();
      if (left <= 0) reject(new TimeoutExceeded(milliseconds));
      else timer = wait(left);
    }, Math.ceil(duration));
  let timer = wait(milliseconds);
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
