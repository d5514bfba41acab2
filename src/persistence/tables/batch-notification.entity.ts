import { defineEntity, p } from '@mikro-orm/core';
import type { NotificationKind, NotifiedRun } from '../../contract/notifications.js';

/** An event that people are to be told, and how far that has got. */
export const BatchNotification = defineEntity({
  name: 'LdapAddonBatchNotification',
  tableName: 'batch_notification',
  properties: {
    id: p.uuid().primary().fieldName('id').defaultRaw('gen_random_uuid()'),
    kind: p.text().$type<NotificationKind>().fieldName('kind'),
    job: p.text().fieldName('job'),
    /** The run as it was then. Null if the event is not about a run. */
    run: p.json<NotifiedRun>().nullable().fieldName('run'),
    expectedBy: p.datetime(3).nullable().fieldName('expected_by'),
    at: p.datetime(3).fieldName('at').defaultRaw('now()'),
    /** Names of the channels that have sent it. */
    sentBy: p.array().columnType('text[]').fieldName('sent_by').defaultRaw(`'{}'`),
    attempts: p.integer().fieldName('attempts').default(0),
    nextAttemptAt: p.datetime(3).fieldName('next_attempt_at').defaultRaw('now()'),
    /** All channels have sent it. */
    finishedAt: p.datetime(3).nullable().fieldName('finished_at'),
  },
  indexes: [{ name: 'batch_notification_due_index', properties: ['nextAttemptAt'], where: `finished_at is null` }],
  uniques: [{ name: 'batch_notification_overdue_unique', properties: ['job', 'expectedBy'] }],
});
