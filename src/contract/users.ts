import type { FieldPin, PinnedUser, RevertedPinsOutcome, RevertedPinsRequest } from './pins.js';
import type { ManualChange, UserChangeOutcome, UserChangeRequest } from './user-changes.js';

/** The run or the person that wrote a value, and when. */
export interface FieldWriter {
  /** Null: a person wrote it. */
  readonly runId: string | null;
  /** Null: a run wrote it. */
  readonly manual: ManualChange | null;
  readonly at: Date;
}

export interface RecordedField {
  /** The state has the type of the host's column; everything else is text. */
  readonly value: unknown;
  /** Null when this value is not from the journal: it was there before, or something else has written it since. */
  readonly writtenBy: FieldWriter | null;
}

/** The link of a user to an entry. */
export interface UserLink {
  readonly dataPool: string;
  readonly stableId: string;
  /** As last read. */
  readonly dn: string;
  readonly linkedAt: Date;
  /** When the first complete read began that did not contain the entry; null while it is seen. */
  readonly notSeenSince: Date | null;
  /** The last good run that saw the entry; null if none did, or if that is unknown. */
  readonly lastSeen: LastSeen | null;
}

export interface LastSeen {
  readonly runId: string;
  /** When the run read the directory. */
  readonly at: Date;
}

/** A user whose entry is no longer seen. */
export interface UserNotSeen {
  readonly userId: string;
  readonly dataPool: string;
  readonly stableId: string;
  readonly dn: string;
  readonly since: Date;
}

/** A user with the origin of each value. */
export interface UserRecord {
  readonly id: string;
  /** The time of the state; null: the present state. */
  readonly at: Date | null;
  /**
   * When the first change was applied to the user, or the last one of an expired run; null if no change is known.
   */
  readonly knownSince: Date | null;
  /**
   * By name: the fields of the user binding, `source`, `state`, `attributes.<name>` and `dn`. A past state contains what
   * runs have mapped, and people have changed, until then.
   */
  readonly fields: Readonly<Record<string, RecordedField>>;
  /** The present links. */
  readonly links: readonly UserLink[];
  /** The present pins, by the name of the value. Runs leave these values alone. */
  readonly pins: Readonly<Record<string, FieldPin>>;
}

/** The users as the journal knows them. */
export abstract class BatchSyncUsers {
  /**
   * The state of a user, now or at a time. A past state has the values after the last change that was applied until then;
   * what others wrote between two runs is not recorded. Undefined if there is no such user, or if the default filters of
   * the host hide it. Throws `USER_STATE_UNKNOWN` (params.since) for a time before `knownSince`.
   *
   * @param userId key of the host's user, as text.
   */
  abstract get(userId: string, at?: Date): Promise<UserRecord | undefined>;
  /**
   * The users with a link whose entry a complete read did not contain, the longest missing first. Only runs that were
   * applied to their end say so. Nothing else happens to these users.
   */
  abstract notSeen(): Promise<readonly UserNotSeen[]>;
  /** The users who have pins in force. Those who do not exist any more are among them. */
  abstract pinned(): Promise<readonly PinnedUser[]>;
  /**
   * Changes values and pins of a user, in one transaction with the entry in the journal. The values have to meet the rules that
   * runs keep: lengths, required fields, unique names. The next run writes the values of the directory again, except those
   * that are pinned. A plan that is under way and changes a value that is pinned here leaves the user unchanged. Undefined
   * as in `get`. Throws `USER_CHANGED` (params.userField) if a value is not the expected one, `USER_NOT_WRITABLE` if the
   * host protects the user, `USER_WRITE_REFUSED` (params.reason) if the database refuses a value, and `USER_IN_USE`
   * if another session keeps the user locked for five seconds.
   */
  abstract change(userId: string, request: UserChangeRequest): Promise<UserChangeOutcome | undefined>;
  /**
   * Pins the values that an applied revert has written, where users still have them and the next run could write others: those
   * whose entries the last complete read contained, until a later run has succeeded. Values that are pinned already keep
   * their pins. Nobody for a run that is no revert, or does not exist. Users are pinned in steps: those of earlier ones stay
   * pinned if a later one throws `USER_IN_USE`, because another session keeps a user locked for five seconds.
   */
  abstract pinReverted(runId: string, request: RevertedPinsRequest): Promise<RevertedPinsOutcome>;
}
