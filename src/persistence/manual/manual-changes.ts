import type { PinRequests } from '../../contract/pins.js';
import type { ManualChange, UserChange } from '../../contract/user-changes.js';
import type { Database } from '../database/database.js';
import { differences, type JournalValues, valuesOf } from '../journal/differences.js';
import type { AppliedChange } from '../journal/recorded-fields.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { StateColumn } from '../users/user-table.js';
import { pinsOf } from './field-pins.js';

/** A change by a person, as it is stored. */
export interface ManualChangeRow {
  readonly id: string;
  /** Its place among all changes. */
  readonly position: string;
  readonly at: Date;
  /** Earlier changes of the user may be missing. */
  readonly isExpired: boolean;
  readonly manual: ManualChange;
  readonly names: readonly string[];
  readonly before: JournalValues;
  readonly after: JournalValues;
  readonly pins: PinRequests;
}

interface StoredRow {
  readonly id: string;
  readonly position: string;
  readonly changed_ms: string;
  readonly is_expired: boolean;
  readonly changed_by: string | null;
  readonly reason: string;
  readonly names: string;
  readonly before: string;
  readonly after: string;
  readonly pins: string;
}

/**
 * The changes that people made to a user, newest first.
 *
 * @param range.until time of the newest one.
 * @param range.before position, time and id of the change after which to continue.
 * @param range.limit default: all.
 */
export async function manualChangesOf(
  database: Database,
  { manualChange }: OwnTables,
  userId: string,
  range: {
    readonly until?: Date | undefined;
    readonly before?: readonly [position: string, time: string, id: string];
    readonly limit?: number;
  },
): Promise<readonly ManualChangeRow[]> {
  const [position = null, time = null, id = null] = range.before ?? [];
  const rows = await database.query<StoredRow>(
    `select m.id::text as id, m.position::text as position, (extract(epoch from m.changed_at) * 1000)::text as changed_ms, m.expired_at is not null as is_expired,
       m.changed_by, m.reason,
       to_json(m.names)::text as names, to_json(m.before)::text as before, to_json(m.after)::text as after, m.pins::text as pins
     from ${manualChange} m
     where m.user_id = $1::text
       and ($2::text is null or m.changed_at <= $2::text::timestamptz)
       and ($3::text is null or (m.position, m.changed_at, m.id) < ($3::text::bigint, $4::text::timestamptz, $5::text::uuid))
     order by m.position desc, m.changed_at desc, m.id desc limit $6::int`,
    [userId, range.until?.toISOString() ?? null, position, time, id, range.limit ?? null],
  );
  return rows.map(({ changed_ms: milliseconds, changed_by: by, reason, ...row }) => ({
    id: row.id,
    position: row.position,
    at: new Date(Number(milliseconds)),
    isExpired: row.is_expired,
    manual: { by, reason },
    names: JSON.parse(row.names) as readonly string[],
    before: valuesOf(row.before),
    after: valuesOf(row.after),
    pins: pinsOf(row.pins),
  }));
}

export function toApplied({ at, position, isExpired, manual, names, before, after }: ManualChangeRow): AppliedChange {
  return {
    runId: null,
    isExpired,
    manual,
    at,
    position,
    seen: { at, position },
    order: { names },
    before,
    after,
  };
}

/** @param userId key of the user. */
export function toUserChange(
  userId: string,
  row: ManualChangeRow,
  state: Pick<StateColumn, 'isText' | 'active'>,
): Omit<UserChange, 'patterns'> {
  const [before, after] = differences(row, row.before, row.after, state);
  return {
    id: row.id,
    runId: null,
    manual: row.manual,
    kind: row.after[row.names.indexOf('state')] === state.active ? 'activate' : 'update',
    state: 'applied',
    dn: '',
    stableId: '',
    formerStableId: null,
    formerDn: null,
    userId,
    matchedBy: null,
    before,
    after,
    appliedAt: row.at,
    pins: row.pins,
  };
}
