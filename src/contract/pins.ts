import type { FieldError } from './error-codes.js';

/** A pin to set. */
export interface PinRequest {
  /** When runs may write the value again; null: when the pin is removed. */
  readonly expiresAt: Date | null;
}

/** Pins to set, and pins to remove (null), by the name of the value. */
export type PinRequests = Readonly<Record<string, PinRequest | null>>;

/** Pins the values that a revert has written. */
export interface RevertedPinsRequest extends PinRequest {
  readonly reason: string;
  /** Null: the command line in the host's process, which knows no user. */
  readonly pinnedBy: string | null;
}

/** The number of users, or why nothing was pinned. */
export type RevertedPinsOutcome =
  { readonly ok: true; readonly users: number } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A value of a user that runs leave alone. */
export interface FieldPin extends PinRequest {
  /** Null: the command line in the host's process, which knows no user. */
  readonly by: string | null;
  readonly reason: string;
  readonly since: Date;
}

/** A user with the names of the pinned values. */
export interface PinnedUser {
  readonly userId: string;
  readonly pins: Readonly<Record<string, FieldPin>>;
}
