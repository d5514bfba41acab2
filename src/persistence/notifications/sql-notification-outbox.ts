import type { NotificationHealth } from '../../contract/health.js';
import type { NotificationKind, NotifiedRun } from '../../contract/notifications.js';
import { type ClaimedNotification, NotificationOutbox } from '../../engine/ports/notification-outbox.js';
import type { Database } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';

/** Older ones are not sent: nobody wants to be told of last month when notifications are switched on. */
const IS_RECENT = `at > now() - interval '1 day'`;

/** True for all that are recent, and for those whose last attempt was within a day. Bounds the scan of the index. */
const IS_WITHIN_INDEX = `next_attempt_at > now() - interval '1 day'`;

/** The pause after the first attempt. Longer than the time that a channel has to send. */
const FIRST_PAUSE_SECONDS = 60;

/** Attempts of a notification. With the pauses between them, about six hours. */
const MAX_ATTEMPTS = 12;

interface Row {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly job: string;
  readonly run: string | null;
  readonly at: string;
  readonly expected: string | null;
  readonly sent: string;
}

export class SqlNotificationOutbox extends NotificationOutbox {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {
    super();
  }

  async storeOverdue(job: string, expectedBy: Date): Promise<void> {
    await this.database.query(
      `insert into ${this.tables.notification} (kind, job, expected_by) values ('job.overdue', $1, $2::text::timestamptz)
       on conflict do nothing`,
      [job, expectedBy.toISOString()],
    );
  }

  /** Several processes take different rows. One whose process dies while it sends is due again after the pause. */
  async claim(): Promise<ClaimedNotification | undefined> {
    const { notification } = this.tables;
    const [row] = await this.database.query<Row>(
      `update ${notification} set attempts = attempts + 1,
         next_attempt_at = now() + least(${FIRST_PAUSE_SECONDS} * power(2, attempts), 3600) * interval '1 second'
       where id = (
         select id from ${notification}
         where finished_at is null and ${IS_WITHIN_INDEX} and next_attempt_at <= now()
           and ${IS_RECENT} and attempts < ${MAX_ATTEMPTS}
         order by next_attempt_at limit 1 for update skip locked)
       returning id::text, kind, job, run::text as run, ${milliseconds('at')} as at,
         ${milliseconds('expected_by')} as expected, to_json(sent_by)::text as sent`,
    );
    return row && toClaimed(row);
  }

  async sent(id: string, channel: string): Promise<void> {
    await this.database.query(
      `update ${this.tables.notification} set sent_by = sent_by || $2::text where id = $1::text::uuid`,
      [id, channel],
    );
  }

  async finish(id: string): Promise<void> {
    await this.database.query(`update ${this.tables.notification} set finished_at = now() where id = $1::text::uuid`, [
      id,
    ]);
  }

  async health(): Promise<NotificationHealth> {
    const [row] = await this.database.query<NotificationHealth>(
      `select count(*) filter (where attempts < ${MAX_ATTEMPTS} and ${IS_RECENT})::int as waiting,
         count(*) filter (where attempts = ${MAX_ATTEMPTS})::int as failed
       from ${this.tables.notification} where finished_at is null and ${IS_WITHIN_INDEX}`,
    );
    return row ?? { waiting: 0, failed: 0 };
  }
}

function toClaimed({ id, kind, job, run, at, expected, sent }: Row): ClaimedNotification {
  return {
    notification: {
      id,
      kind,
      job,
      at: new Date(Number(at)),
      run: run === null ? null : (JSON.parse(run) as NotifiedRun),
      expectedBy: expected === null ? null : new Date(Number(expected)),
    },
    sentBy: JSON.parse(sent) as string[],
  };
}

/** Milliseconds since 1970. */
function milliseconds(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::text`;
}
