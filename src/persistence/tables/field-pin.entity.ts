import { defineEntity, p } from '@mikro-orm/core';

/** True when the pin `p` is in force. Expired ones are as if they were not there. */
export const IN_FORCE = `(p.expires_at is null or p.expires_at > now())`;

/** A value of a user that runs leave alone. */
export const FieldPin = defineEntity({
  name: 'LdapAddonFieldPin',
  tableName: 'field_pin',
  properties: {
    /** Key of the host's user, as text. */
    userId: p.text().primary().fieldName('user_id'),
    /** The name of the value, as in `UserRecord.fields`. */
    field: p.text().primary().fieldName('field'),
    reason: p.text().fieldName('reason'),
    /** Null: the command line in the host's process, which knows no user. */
    pinnedBy: p.text().nullable().fieldName('pinned_by'),
    pinnedAt: p.datetime(3).fieldName('pinned_at').defaultRaw('clock_timestamp()'),
    /** Null: it does not expire. */
    expiresAt: p.datetime(3).nullable().fieldName('expires_at'),
  },
});
