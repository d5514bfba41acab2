import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';

import { HostConfig } from '../config/host-config.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Rows per transaction. Other statements run between two of them, also on the embedded database. */
const STEP = 1_000;

/** Deletes events that are older than the retention, at start and once a day. */
@Injectable()
export class AuditRetention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly em: SqlEntityManager;
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<unknown> | undefined;
  private isStopping = false;

  constructor(
    em: EntityManager,
    private readonly config: HostConfig,
  ) {
    this.em = em as SqlEntityManager;
  }

  onApplicationBootstrap(): void {
    const run = () => void (this.running ??= this.tick().finally(() => (this.running = undefined)));
    this.timer = setInterval(run, DAY_MS).unref();
    run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    await this.running;
  }

  /** @returns how many rows were deleted. */
  async deleteExpired(step = STEP): Promise<number> {
    const before = new Date(Date.now() - this.config.auditRetentionDays * DAY_MS);
    let deleted = 0;
    for (;;) {
      const rows = await this.deleteStep(before, step);
      deleted += rows;
      if (rows < step || this.isStopping) return deleted;
    }
  }

  /** Rows that another process is deleting are skipped. */
  private async deleteStep(before: Date, step: number): Promise<number> {
    const rows = await this.em.fork().execute<unknown[]>(
      `delete from audit_event where id in (
         select id from audit_event where at < ? order by at, id limit ? for update skip locked) returning id`,
      [before, step],
    );
    return rows.length;
  }

  private async tick(): Promise<void> {
    try {
      const deleted = await this.deleteExpired();
      if (deleted > 0) this.logger.log({ deleted }, 'Audit events older than the retention were deleted');
    } catch (error) {
      this.logger.warn({ err: error }, 'Old audit events could not be deleted. The next attempt is in a day');
    }
  }
}
