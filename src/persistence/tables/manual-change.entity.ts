import { defineEntity, p } from '@mikro-orm/core';
import type { PinRequests } from '../../contract/pins.js';

/** What a person changed about a user, beside the runs. */
export const ManualChangeEntity = defineEntity({
  name: 'LdapAddonManualChange',
  tableName: 'manual_change',
  properties: {
    id: p.uuid().primary().fieldName('id').defaultRaw('gen_random_uuid()'),
    /** Key of the host's user, as text. */
    userId: p.text().fieldName('user_id'),
    /** Null: the command line in the host's process, which knows no user. */
    changedBy: p.text().nullable().fieldName('changed_by'),
    /** When the user was locked for the change, not when the transaction began. */
    changedAt: p.datetime(3).fieldName('changed_at').defaultRaw('clock_timestamp()'),
    /** Where the change stands among all, taken when the user was locked; 0 before version 0.4.0. */
    position: p.bigint('string').fieldName('position').defaultRaw('0'),
    reason: p.text().fieldName('reason'),
    /** The names of the values, as in `UserRecord.fields`. */
    names: p.array().columnType('text[]').fieldName('names'),
    /** The values as text, in the order of `names`. */
    before: p.array<string | null>().columnType('text[]').fieldName('before'),
    after: p.array<string | null>().columnType('text[]').fieldName('after'),
    /** The pins that were set, and those that were removed (null), by the name of the value. */
    pins: p.json<PinRequests>().fieldName('pins').defaultRaw(`'{}'`),
    /** When the retention found it to be too old. It stays as long as it wrote a value last among those that have expired. */
    expiredAt: p.datetime(3).nullable().fieldName('expired_at'),
  },
  indexes: [{ name: 'manual_change_user_index', properties: ['userId', 'position', 'changedAt', 'id'] }],
});
