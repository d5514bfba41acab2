import type { FieldError } from './error-codes.js';
import type { PinRequests } from './pins.js';
import type { Change } from './run-rows.js';
import type { UserRecord } from './users.js';

/** What a person changes about a user. Names are those of `UserRecord.fields`, except `source` and `dn`. */
export interface UserChangeRequest {
  /** New values; null, or text without visible characters, empties the field. The state has the type of the host's column. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** The values that the person saw. If one of them is another now, nothing is changed. @default not compared */
  readonly expected?: Readonly<Record<string, unknown>>;
  /**
   * Values that runs leave alone from now on, with or without a new value, and pins to remove (null). @default none
   */
  readonly pins?: PinRequests;
  readonly reason: string;
  /** Null: the command line in the host's process, which knows no user. */
  readonly changedBy: string | null;
}

/** The user after the change, or the values that were refused, with the names as `field`. */
export type UserChangeOutcome =
  { readonly ok: true; readonly user: UserRecord } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Who changed a user, and why. */
export interface ManualChange {
  /** Null: the command line in the host's process, which knows no user. */
  readonly by: string | null;
  readonly reason: string;
}

/** A change that was applied to a user: by a run, or by a person. */
export interface UserChange extends Omit<Change, 'runId'> {
  /** Null: a person changed the user. `dn` and `stableId` are then empty. */
  readonly runId: string | null;
  /** Null: a run changed the user. */
  readonly manual: ManualChange | null;
  /** The pins that a person set, and those that were removed (null), by the name of the value. Empty for a run. */
  readonly pins: PinRequests;
}
