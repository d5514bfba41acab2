/**
 * Failed sign-ins allowed per window: for one user name from one address, for one user name from all addresses, and
 * from one address. The second limit is high, so that an attacker cannot lock out the owner of an account.
 */
export const ATTEMPTS_PER_USER_AND_ADDRESS = 5;
export const ATTEMPTS_PER_USER = 100;
export const ATTEMPTS_PER_ADDRESS = 20;
export const ATTEMPTS_WINDOW_MS = 60_000;
