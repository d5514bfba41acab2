import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { PgBoss } from 'pg-boss';

import { Dispatcher, type DispatchRequest, type QueueHealth } from '../contract/dispatcher.js';
import { describeError } from '../contract/describe-error.js';
import { DatabaseAccess } from '../contract/database-access.js';
import { queueDatabase } from './queue-database.js';
import { ThrottledLogger } from './throttled-logger.js';

const SCHEMA = 'ldap_addon_batch_sync_queue';
const QUEUE = 'ldap-addon-batch-sync';

/** How long a stopping process waits for the run that it executes to come to a page or chunk. */
const STOP_MS = 8_000;

/**
 * Runs in a pg-boss queue on the host's database. Starts with the first call, so that a process which neither asks for
 * runs nor takes any costs nothing.
 *
 * One queue job per run and never two: policy `exclusive` with the run as singleton key. Whether a run may begin is not
 * decided here but where the run is opened; so a queue job left behind by a dead process stands in nobody's way.
 */
@Injectable()
export class PgBossDispatcher extends Dispatcher implements BeforeApplicationShutdown {
  private readonly log = new Logger(PgBossDispatcher.name);
  private readonly faults = new ThrottledLogger((message) => this.log.error(message));
  private readonly shutdown = new AbortController();
  private starting: Promise<PgBoss> | undefined;

  constructor(private readonly database: DatabaseAccess) {
    super();
  }

  async dispatch(request: DispatchRequest): Promise<void> {
    const boss = await this.boss();
    await boss.send(QUEUE, request, { singletonKey: request.runId });
  }

  async work(handler: (request: DispatchRequest, signal: AbortSignal) => Promise<void>): Promise<void> {
    const boss = await this.boss();
    await boss.work<DispatchRequest>(
      QUEUE,
      // The listener wakes the worker at once; polling is for what it missed, or where it cannot listen.
      { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
      async ([job]) => {
        if (job) await this.handle(job.data, handler);
      },
    );
  }

  async health(): Promise<QueueHealth> {
    try {
      const boss = await this.boss();
      const { rows } = await boss.getDb().executeSql(
        `select count(*) filter (where state < 'active')::int as queued, count(*) filter (where state = 'active')::int as active
           from ${SCHEMA}.job where name = $1 and state <= 'active'`,
        [QUEUE],
      );
      const [{ queued, active }] = rows as [{ queued: number; active: number }];
      return { up: true, queued, active };
    } catch (error) {
      this.faults.tell(`The queue cannot be asked: ${describeError(error)}`);
      return { up: false, queued: 0, active: 0 };
    }
  }

  /** The run under way ends at its next page or chunk, as interrupted; then the queue lets go of the database. */
  async beforeApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    const boss = await this.starting?.catch(() => undefined);
    await boss?.stop({ graceful: true, timeout: STOP_MS }).catch((error: unknown) => {
      this.log.warn(`The queue did not stop cleanly: ${describeError(error)}`);
    });
  }

  // What a run dies of is told in its history, not in the queue's table: nothing may leave secrets or names there.
  private async handle(
    request: DispatchRequest,
    handler: (request: DispatchRequest, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    try {
      await handler(request, this.shutdown.signal);
    } catch (error) {
      this.log.error(`Run ${request.runId} could not be brought to an end: ${describeError(error)}`);
    }
  }

  private boss(): Promise<PgBoss> {
    if (this.shutdown.signal.aborted) return Promise.reject(new Error('The queue was stopped.'));
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined; // the next call tries again
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<PgBoss> {
    const boss = new PgBoss({
      ...queueDatabase(await this.database.native()),
      schema: SCHEMA,
      schedule: false,
      registerInstance: false,
      useListenNotify: true,
      // A queue job of a dead process is noticed within heartbeat + monitor time.
      superviseIntervalSeconds: 15,
      monitorIntervalSeconds: 15,
    });
    boss.on('error', (error) => this.faults.tell(`The queue reports: ${describeError(error)}`));
    boss.on('warning', ({ message }) => this.log.warn(`The queue reports: ${message}`));
    await boss.start();
    await boss.createQueue(QUEUE, {
      policy: 'exclusive',
      retryLimit: 0,
      // The longest that pg-boss allows; the heartbeat tells a long run from a dead process.
      expireInSeconds: 24 * 60 * 60,
      heartbeatSeconds: 60,
      retentionSeconds: 24 * 60 * 60,
      deleteAfterSeconds: 60 * 60,
      notify: true,
    });
    return boss;
  }
}
