/** The run that wrote a value, and when. */
export interface FieldWriter {
  readonly runId: string;
  readonly at: Date;
}

export interface RecordedField {
  /** The state has the type of the host's column; everything else is text. */
  readonly value: unknown;
  /** Null when no run wrote this value: it was there before, or someone else has written it since. */
  readonly writtenBy: FieldWriter | null;
}

/** The link of a user to an entry. */
export interface UserLink {
  readonly dataPool: string;
  readonly stableId: string;
  /** As last read. */
  readonly dn: string;
  readonly linkedAt: Date;
  /** Start of the first run whose complete read did not contain the entry; null while it is seen. */
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
   * When the first change was applied to the user, or the last one of an expired run; null if no run has changed the user.
   */
  readonly knownSince: Date | null;
  /**
   * By name: the fields of the user binding, `source`, `state`, `attributes.<name>` and `dn`. A past state contains what
   * runs have mapped until then.
   */
  readonly fields: Readonly<Record<string, RecordedField>>;
  /** The present links. */
  readonly links: readonly UserLink[];
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
}
