const NEVER = 2n ** 63n - 1n;
const TICKS_PER_MILLISECOND = 10_000n;
/** From 1601-01-01 to 1970-01-01. */
const MILLISECONDS_BEFORE_EPOCH = 11_644_473_600_000n;
const NUMBER = /^-?\d{1,20}$/;

/**
 * Whether a point in time of Active Directory has passed: 100 nanoseconds since 1601 (MS-DTYP 2.3.3). 0 and 2^63-1 mean never
 * (MS-ADA1 2.1). Dates beyond those of `Date` are understood. What is no number, or a negative one, has not passed.
 */
export function hasPassed(value: string, at: Date): boolean {
  if (!NUMBER.test(value)) return false;
  const ticks = BigInt(value);
  if (ticks <= 0n || ticks === NEVER) return false;
  return ticks / TICKS_PER_MILLISECOND - MILLISECONDS_BEFORE_EPOCH <= BigInt(at.getTime());
}
