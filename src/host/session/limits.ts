const MINUTE = 60_000;

/** A session ends this long after its last use. */
export const IDLE_MS = 60 * MINUTE;
/** And this long after it began, used or not. */
export const LIFETIME_MS = 12 * 60 * MINUTE;
/** Its last use is written down no more often than this. */
export const TOUCH_MS = MINUTE;

/**
 * Wrong passwords that are let through per window: for one user name from one address, for one user name from
 * everywhere, and from one address. The second is high, so that a stranger does not keep the owner out.
 */
export const ATTEMPTS_PER_USER_AND_ADDRESS = 5;
export const ATTEMPTS_PER_USER = 100;
export const ATTEMPTS_PER_ADDRESS = 20;
export const ATTEMPTS_WINDOW_MS = MINUTE;
