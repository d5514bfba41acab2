import { EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';

import { AuditEvent } from '../database/audit-event.entity.js';
import { toErrorResponse } from '../errors/error-response.js';
import { type AuditRecord, rowOf } from './audit-record.js';

type Row = ReturnType<typeof rowOf>;

/** Rows that wait for the database at most. Their log lines are written in any case. */
const MAX_WAITING = 1_000;

/** Records who did what: one line of the log and one row of `audit_event` for each event. */
@Injectable()
export class AuditLog implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Audit');
  private readonly em: SqlEntityManager;
  private waiting: Row[] = [];

  constructor(em: EntityManager) {
    this.em = em as SqlEntityManager;
  }

  /**
   * Commits what `work` writes together with its event: neither without the other. Use it for the host's own tables.
   */
  async commit<T>(event: AuditRecord, work: (em: SqlEntityManager) => Promise<T>): Promise<T> {
    const row = rowOf(event);
    const result = await this.em.fork().transactional(async (em) => {
      const done = await work(em);
      await em.insert(AuditEvent, row);
      return done;
    });
    this.writeLine(row);
    return result;
  }

  /** Never throws. While the table cannot be written, rows wait in memory and are inserted with a later event. */
  async record(event: AuditRecord): Promise<void> {
    const row = rowOf(event);
    this.waiting.push(row);
    try {
      await this.insertWaiting();
      this.writeLine(row);
    } catch (error) {
      this.writeLine(row, error);
    }
  }

  /** Records whether `work` is done, refused or failed. What it returns may complete the event. */
  async attempt<T>(
    event: AuditRecord,
    work: () => Promise<T>,
    complete: (result: T) => Pick<AuditRecord, 'outcome' | 'subject'> = () => ({}),
  ): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      const { status = 500, code = 'UNEXPECTED' } = toErrorResponse(error) ?? {};
      const outcome = status < 500 ? 'refused' : 'failed';
      await this.record({ ...event, outcome, subject: { ...event.subject, code } });
      throw error;
    }
    const { subject, ...completed } = complete(result);
    await this.record({ ...event, ...completed, subject: { ...event.subject, ...subject } });
    return result;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.insertWaiting().catch(() => undefined);
  }

  private async insertWaiting(): Promise<void> {
    const rows = this.waiting;
    this.waiting = [];
    if (rows.length === 0) return;
    try {
      await this.em.fork().insertMany(AuditEvent, rows);
    } catch (error) {
      this.waiting = [...rows, ...this.waiting].slice(-MAX_WAITING);
      throw error;
    }
  }

  private writeLine(row: Row, error?: unknown): void {
    const { at: _at, ...audit } = row;
    if (error === undefined) this.logger.log({ audit }, 'Audit event');
    else this.logger.error({ audit, err: error }, 'Audit event, not yet in the table');
  }
}
