const MINUTE = 60_000;

/** How long a session lasts after its last use. */
export const IDLE_MS = 60 * MINUTE;
/** How long a session lasts at most. */
export const LIFETIME_MS = 12 * 60 * MINUTE;
/** Sessions of one account; the oldest ends when another begins. */
export const SESSIONS_PER_ACCOUNT = 20;
/** Open event streams of one session, and of all sessions of a process. */
export const STREAMS_PER_SESSION = 10;
export const STREAMS_PER_PROCESS = 500;
/** Minimum time between two updates of a session's last use. */
export const TOUCH_MS = MINUTE;
