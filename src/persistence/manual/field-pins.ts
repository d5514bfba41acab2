import type { FieldPin, PinnedUser, PinRequests } from '../../contract/pins.js';
import { storableText } from '../../contract/storable-text.js';
import type { UserChangeRequest } from '../../contract/user-changes.js';
import type { Statements } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';

/** The pins of a user that are in force, by the name of the value. */
export async function readPins(
  statements: Statements,
  tables: OwnTables,
  userId: string,
): Promise<Readonly<Record<string, FieldPin>>> {
  const [user] = await select(statements, tables, 'p.user_id = $1::text', [userId]);
  return user?.pins ?? {};
}

/** All users with pins that are in force. */
export function readPinnedUsers(statements: Statements, tables: OwnTables): Promise<readonly PinnedUser[]> {
  return select(statements, tables, 'true', []);
}

/**
 * Sets and removes pins of a user. A pin that is set again replaces the one before.
 *
 * @returns those that were set or removed: not the ones that were not there.
 */
export async function writePins(
  transaction: Statements,
  { pin }: OwnTables,
  userId: string,
  { pins = {}, changedBy, reason }: UserChangeRequest,
): Promise<PinRequests> {
  const [set, removed] = [pinsToSet(pins), Object.keys(pins).filter((name) => pins[name] === null)];
  const deleted = await transaction.query<{ field: string; was_in_force: boolean }>(
    `delete from ${pin} p where p.user_id = $1::text and p.field in (select jsonb_array_elements_text($2::text::jsonb))
     returning p.field, ${IN_FORCE} as was_in_force`,
    [userId, JSON.stringify(removed)],
  );
  await transaction.query(
    `insert into ${pin} (user_id, field, reason, pinned_by, expires_at)
     select $1::text, n.key, $3::text, $4::text, (n.value ->> 'expiresAt')::timestamptz
     from jsonb_each($2::text::jsonb) n
     on conflict (user_id, field) do update set reason = excluded.reason, pinned_by = excluded.pinned_by,
       pinned_at = excluded.pinned_at, expires_at = excluded.expires_at`,
    [userId, JSON.stringify(set), storableText(reason), changedBy],
  );
  const ended = deleted.filter(({ was_in_force: wasInForce }) => wasInForce).map(({ field }) => [field, null] as const);
  return { ...set, ...Object.fromEntries(ended) };
}

/** The pins of a change, from the journal. */
export function pinsOf(json: string): PinRequests {
  const stored = JSON.parse(json) as Readonly<Record<string, { readonly expiresAt: string | null } | null>>;
  return Object.fromEntries(
    Object.entries(stored).map(([name, pin]) => [name, pin && { expiresAt: timeOf(pin.expiresAt) }]),
  );
}

function pinsToSet(pins: PinRequests): PinRequests {
  return Object.fromEntries(
    Object.entries(pins).flatMap(([name, pin]) => (pin ? [[name, { expiresAt: pin.expiresAt }]] : [])),
  );
}

async function select(
  statements: Statements,
  { pin }: OwnTables,
  condition: string,
  values: readonly string[],
): Promise<readonly PinnedUser[]> {
  const rows = await statements.query<{ userId: string; pins: string }>(
    `select p.user_id as "userId", json_object_agg(p.field, json_build_object(
       'by', p.pinned_by, 'reason', p.reason, 'since', p.pinned_at, 'expiresAt', p.expires_at) order by p.field)::text as pins
     from ${pin} p where ${condition} and ${IN_FORCE} group by p.user_id order by p.user_id`,
    values,
  );
  return rows.map(({ userId, pins }) => ({ userId, pins: fieldPinsOf(pins) }));
}

interface StoredPin extends Omit<FieldPin, 'since' | 'expiresAt'> {
  readonly since: string;
  readonly expiresAt: string | null;
}

function fieldPinsOf(json: string): Readonly<Record<string, FieldPin>> {
  const stored = JSON.parse(json) as Readonly<Record<string, StoredPin>>;
  return Object.fromEntries(
    Object.entries(stored).map(([name, { since, expiresAt, ...pin }]) => [
      name,
      { ...pin, since: new Date(since), expiresAt: timeOf(expiresAt) },
    ]),
  );
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
