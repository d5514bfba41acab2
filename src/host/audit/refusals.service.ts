import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';

import { AuditLog } from './audit-log.service.js';
import { HOST_ACTOR, type AuditRecord } from './audit-record.js';
import { RefusalCounter } from './refusal-counter.js';

const PERIOD_MS = 60_000;
const LIMITS = { records: 200, kinds: 500 };

/**
 * Records refused sign-ins and requests. Strangers cause them, so their number is limited: what exceeds the limits of a
 * minute becomes one event with a count for each kind and address.
 */
@Injectable()
export class Refusals implements OnModuleInit, BeforeApplicationShutdown {
  private readonly counter = new RefusalCounter<AuditRecord>(LIMITS);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly audit: AuditLog) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.recordCounted(), PERIOD_MS).unref();
  }

  /** @param complete adds what needs a query, only if the refusal is recorded by itself. */
  async record(
    event: AuditRecord,
    complete: () => Promise<Partial<AuditRecord>> = () => Promise.resolve({}),
  ): Promise<void> {
    const { what, actor } = event;
    const refused = { ...event, outcome: 'refused' } as const;
    // Sign-ins below the rate limit are few. All other refusals may be repeated without limit.
    if (!this.counter.admit(`${what} ${actor.address}`, refused, what !== 'session.refused')) return;
    await this.audit.record({ ...refused, ...(await complete().catch(() => ({}))) });
  }

  /** Called each minute, and when the host stops. */
  async recordCounted(): Promise<void> {
    for (const { first, count } of this.counter.drain()) {
      const event: AuditRecord = first ?? { actor: HOST_ACTOR, what: 'access.refused', outcome: 'refused' };
      const { address } = event.actor;
      await this.audit.record({ ...event, actor: { ...HOST_ACTOR, address }, subject: { further: true }, count });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.recordCounted();
  }
}
