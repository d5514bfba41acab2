import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { PgBoss } from 'pg-boss';

import { Dispatcher, type DispatchRequest, type QueueHealth } from '../contract/dispatcher.js';
import { describeError } from '../contract/describe-error.js';
import { DatabaseAccess } from '../contract/database-access.js';
import { ADDON_OPTIONS, type LdapAddonBatchSyncOptions } from '../contract/options.js';
import { queueDatabase } from './queue-database.js';
import { ThrottledLogger } from './throttled-logger.js';

const DEFAULT_SCHEMA = 'ldap_addon_batch_sync_queue';
const QUEUE = 'ldap-addon-batch-sync-runs';

/** How long a stopping process waits for its run to reach the next page or chunk. */
const STOP_TIMEOUT_MS = 8_000;

/**
 * Queues runs with pg-boss on the host's database. pg-boss starts with the first call, so a process that neither queues
 * nor takes runs needs no resources for it.
 *
 * A run has at most one waiting queue job: policy `short` with the run id as singleton key. A queue job that was taken
 * does not count, so a run whose process died after taking it can be queued again at once. The queue does not decide
 * whether a run may begin; acquiring the lease does. A second queue job of a run therefore does nothing.
 */
@Injectable()
export class PgBossDispatcher extends Dispatcher implements BeforeApplicationShutdown {
  private readonly log = new Logger(PgBossDispatcher.name);
  private readonly errors = new ThrottledLogger((message) => this.log.error(message));
  private readonly shutdown = new AbortController();
  /** Quoted, because the name may be a keyword. */
  private readonly schema: string;
  private starting: Promise<PgBoss> | undefined;

  constructor(
    private readonly database: DatabaseAccess,
    @Inject(ADDON_OPTIONS) { queueSchema = DEFAULT_SCHEMA }: Pick<LdapAddonBatchSyncOptions, 'queueSchema'>,
  ) {
    super();
    this.schema = `"${queueSchema}"`;
  }

  async dispatch(request: DispatchRequest): Promise<void> {
    const boss = await this.boss();
    await boss.send(QUEUE, request, { singletonKey: request.runId });
  }

  async work(handler: (request: DispatchRequest, signal: AbortSignal) => Promise<void>): Promise<void> {
    const boss = await this.boss();
    await boss.work<DispatchRequest>(
      QUEUE,
      // A notification wakes the worker at once. Polling covers missed notifications and connections that cannot listen.
      { batchSize: 1, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
      async ([job]) => {
        if (!job) return;
        await this.handle(job.data, handler);
        // The run has its own history. Otherwise a finished queue job would stay for an hour or more.
        await boss.deleteJob(QUEUE, job.id).catch((error: unknown) => this.errors.log(describeError(error)));
      },
    );
  }

  async health(): Promise<QueueHealth> {
    try {
      const boss = await this.boss();
      const { rows } = await boss.getDb().executeSql(
        `select count(*) filter (where state < 'active')::int as queued, count(*) filter (where state = 'active')::int as active
           from ${this.schema}.job where name = $1 and state <= 'active'`,
        [QUEUE],
      );
      const [{ queued, active }] = rows as [{ queued: number; active: number }];
      return { up: true, queued, active };
    } catch (error) {
      this.errors.log(`The queue cannot be read: ${describeError(error)}`);
      return { up: false, queued: 0, active: 0 };
    }
  }

  /** Interrupts the current run at its next page or chunk, then stops the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    const boss = await this.starting?.catch(() => undefined);
    await boss?.stop({ graceful: true, timeout: STOP_TIMEOUT_MS }).catch((error: unknown) => {
      this.log.warn(`The queue did not stop cleanly: ${describeError(error)}`);
    });
  }

  // Errors must not reach the queue's table, where they could expose secrets or names. The run has its own history.
  private async handle(
    request: DispatchRequest,
    handler: (request: DispatchRequest, signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    try {
      await handler(request, this.shutdown.signal);
    } catch (error) {
      this.log.error(`Run ${request.runId} could not be completed: ${describeError(error)}`);
    }
  }

  private boss(): Promise<PgBoss> {
    if (this.shutdown.signal.aborted) return Promise.reject(new Error('The queue is stopped.'));
    this.starting ??= this.start().catch((error: unknown) => {
      this.starting = undefined; // the next call tries again
      throw error;
    });
    return this.starting;
  }

  private async start(): Promise<PgBoss> {
    const boss = new PgBoss({
      ...queueDatabase(await this.database.native()),
      schema: this.schema,
      schedule: false,
      registerInstance: false,
      useListenNotify: true,
      // Only for the figures of the health: a queue job of a dead process blocks nothing.
      superviseIntervalSeconds: 15,
      monitorIntervalSeconds: 15,
    });
    boss.on('error', (error) => this.errors.log(`The queue reported an error: ${describeError(error)}`));
    boss.on('warning', ({ message }) => this.log.warn(`The queue reported a warning: ${message}`));
    await boss.start();
    await boss.createQueue(QUEUE, {
      policy: 'short',
      retryLimit: 0,
      // The maximum of pg-boss. The heartbeat distinguishes a long run from a dead process.
      expireInSeconds: 24 * 60 * 60,
      heartbeatSeconds: 20,
      retentionSeconds: 24 * 60 * 60,
      deleteAfterSeconds: 60 * 60,
      notify: true,
    });
    return boss;
  }
}
