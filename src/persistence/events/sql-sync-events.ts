import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import {
  CACHE_INVALIDATED,
  CACHE_NAMES,
  type CacheGenerations,
  type CacheName,
  RUN_PROGRESSED,
  type SyncEvent,
  SyncEvents,
} from '../../contract/sync-events.js';
import type { Subscription } from '../../contract/database-access.js';
import type { Database } from '../database/database.js';
import type { OwnTables } from '../tables/own-tables.js';
import { CHANNEL, bumpGenerations } from './notify.js';

/** How long a lost notification can remain unnoticed. */
const POLL_MS = 30_000;

/** Receives events by LISTEN and NOTIFY. Missed events are detected by the generations in the table. */
export class SqlSyncEvents extends SyncEvents implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly listeners = new Set<(event: SyncEvent) => void>();
  private seen: CacheGenerations | undefined;
  private listening: Subscription | undefined;
  private poll: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }

  /** Idempotent. */
  async start(): Promise<void> {
    if (this.poll) return;
    this.poll = setInterval(() => void this.catchUp(), POLL_MS).unref();
    try {
      await this.listen();
    } catch (error) {
      await this.stop(); // so that the next start tries again
      throw error;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.poll);
    this.poll = undefined;
    await this.listening?.stop();
    this.listening = undefined;
  }

  subscribe(listener: (event: SyncEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async generations(): Promise<CacheGenerations> {
    const rows = await this.database.query<{ cache: string; generation: string }>(
      `select cache, generation::text as generation from ${this.tables.generation}`,
    );
    const numbers = new Map(rows.map(({ cache, generation }) => [cache, Number(generation)]));
    const entries = CACHE_NAMES.map((cache) => [cache, numbers.get(cache) ?? 0]);
    return Object.fromEntries(entries) as Record<CacheName, number>;
  }

  async invalidate(caches: readonly CacheName[]): Promise<void> {
    await this.database.transaction((transaction) => bumpGenerations(transaction, this.tables, caches));
  }

  private async listen(): Promise<void> {
    this.seen = await this.generations();
    this.listening = await this.database.listen(
      CHANNEL,
      (payload) => this.receive(payload),
      () => void this.catchUp(),
    );
  }

  private receive(payload: string): void {
    const event = parseEvent(payload);
    if (event?.event === RUN_PROGRESSED) this.deliver(event);
    if (event?.event === CACHE_INVALIDATED) this.updateGeneration(event.cache, event.generation);
  }

  /** Delivers the events that were missed while the connection was lost. */
  private async catchUp(): Promise<void> {
    // A failure is ignored, because the next poll tries again.
    const current = await this.generations().catch(() => undefined);
    if (!current) return;
    for (const cache of CACHE_NAMES) this.updateGeneration(cache, current[cache]);
  }

  private updateGeneration(cache: CacheName, generation: number): void {
    if (generation <= (this.seen?.[cache] ?? 0)) return;
    this.seen = { ...NONE, ...this.seen, [cache]: generation };
    this.deliver({ event: CACHE_INVALIDATED, cache, generation });
  }

  private deliver(event: SyncEvent): void {
    for (const listener of this.listeners) {
      try {
        listener(event);
      } catch {
        // The failure of one listener must not affect the others.
      }
    }
  }
}

const NONE: CacheGenerations = { users: 0, runs: 0, 'batch-synchronizations': 0 };

/** Undefined for a payload that is not an event of the add-on: any client can notify on the channel. */
function parseEvent(payload: string): SyncEvent | undefined {
  try {
    const event = JSON.parse(payload) as SyncEvent;
    const known = event.event === RUN_PROGRESSED || CACHE_NAMES.includes((event as { cache: CacheName }).cache);
    return known ? event : undefined;
  } catch {
    return undefined;
  }
}
