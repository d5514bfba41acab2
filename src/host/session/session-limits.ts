const MINUTE = 60_000;

/** How long a session lasts after its last use. */
export const IDLE_MS = 60 * MINUTE;
/** How long a session lasts at most. */
export const LIFETIME_MS = 12 * 60 * MINUTE;
/** Minimum time between two updates of a session's last use. */
export const TOUCH_MS = MINUTE;
