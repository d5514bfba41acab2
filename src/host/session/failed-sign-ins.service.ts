import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';

type Hits = Awaited<ReturnType<ThrottlerStorage['increment']>>;

const MOST_KEYS = 10_000;

/** Counts sign-ins that were not right. Unlike the throttler's own storage it can take a hit back. */
@Injectable()
export class FailedSignIns implements ThrottlerStorage {
  private readonly hits = new Map<string, number[]>();

  async increment(key: string, ttl: number, limit: number): Promise<Hits> {
    const now = Date.now();
    const ends = (this.hits.get(key) ?? []).filter((end) => end > now);
    const isBlocked = ends.length >= limit;
    // Who goes on guessing while blocked does not stay blocked for ever: an owner must get in again.
    if (!isBlocked) ends.push(now + ttl);
    this.remember(key, ends);
    const seconds = Math.ceil(((ends[0] ?? now) - now) / 1000);
    return { totalHits: ends.length, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
  }

  /** The last one was right. */
  takeBack(key: string): void {
    this.hits.get(key)?.pop();
  }

  forget(key: string): void {
    this.hits.delete(key);
  }

  private remember(key: string, ends: number[]): void {
    this.hits.delete(key);
    this.hits.set(key, ends);
    if (this.hits.size <= MOST_KEYS) return;
    const [oldest] = this.hits.keys();
    if (oldest !== undefined) this.hits.delete(oldest);
  }
}
