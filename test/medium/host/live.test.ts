import { EntityManager } from '@mikro-orm/core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';

import { HostSession } from '../../../src/host/database/host-session.entity.js';
import { HEARTBEAT_MS } from '../../../src/host/live/event-streams.service.js';
import { aRun } from './fake-runs.js';
import { browser, type FakeHost, fakeHost } from './fake-host.js';
import { Listener } from './listener.js';

const SOON = { timeout: 10_000 };

let host: FakeHost;
let operator: { Authorization: string };
beforeAll(async () => {
  host = await fakeHost();
  operator = await host.token('operator');
});
afterAll(() => host?.remove());
afterEach(() => void (host.runs.endless = false));

const listen = (path: string, headers = operator) => Listener.to(`${host.url}/api/${path}`, headers);

describe('the events of a run', () => {
  it('are the counts after each change, then the run with its localized reason', async () => {
    const run = host.runs.add(
      aRun({ status: 'failed', reason: { code: 'LDAP_TIMEOUT', params: { url: 'ldap://x', seconds: 5 } } }),
    );
    const progress = { runId: run.id, status: 'reading', applied: 0, total: null, expected: 9 } as const;
    host.runs.steps = [1, 2].map((read) => ({ ...progress, read }));

    const listener = await listen(`runs/${run.id}/events`, { ...operator, 'Accept-Language': 'de' } as typeof operator);
    expect(listener.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(listener.headers.get('cache-control')).toBe('no-store');
    const events = await listener.readAll();

    expect(events.map(({ event }) => event)).toEqual(['progress', 'progress', 'end']);
    expect(events[1]?.data).toEqual({ ...progress, read: 2 });
    expect(events[2]?.data).toMatchObject({ id: run.id, reason: { message: expect.stringContaining('5 Sekunden') } });
  });

  it('are no longer requested when the client has disconnected', async () => {
    host.runs.endless = true;
    const { id } = host.runs.add(aRun({ status: 'reading' }));
    const listener = await listen(`runs/${id}/events`);
    await vi.waitUntil(() => host.runs.watchers === 1, SOON);
    listener.close();
    await vi.waitFor(() => expect(host.runs.watchers).toBe(0), SOON);
  });
});

describe('the events of the cache', () => {
  it('name the stale caches', async () => {
    const listener = await listen('cache/events');
    await host.events.invalidate(['users', 'runs']);
    expect(await listener.next()).toEqual({
      event: 'cache-invalidated',
      data: { cache: 'users', generation: host.events.numbers.users },
    });
    expect(await listener.next()).toMatchObject({ data: { cache: 'runs' } });
    listener.close();
  });

  it.each(['cookie', 'token'])('end when the user signs out with a %s', async (by) => {
    const { agent, csrf, token } = await browser(host.url, 'operator');
    const listener = await listen('cache/events', { Authorization: `Bearer ${token}` });
    if (by === 'cookie') await agent.delete('/api/session').set(csrf).expect(204);
    else await host.http().delete('/api/session').auth(token, { type: 'bearer' }).expect(204);
    expect(await listener.readAll()).toEqual([]);
  });

  it('are kept open with heartbeats and end with the session', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { token } = await browser(host.url, 'operator');
      const listener = await listen('cache/events', { Authorization: `Bearer ${token}` });
      vi.advanceTimersByTime(HEARTBEAT_MS);
      await listener.waitForText(': heartbeat');
      await host.app.get(EntityManager).fork().nativeDelete(HostSession, {});
      vi.advanceTimersByTime(HEARTBEAT_MS);
      expect(await listener.readAll()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('open streams', () => {
  it('do not prevent the host from stopping', async () => {
    const another = await fakeHost();
    another.runs.endless = true;
    const admin = await another.token();
    const { id } = another.runs.add(aRun({ status: 'reading' }));
    const run = await Listener.to(`${another.url}/api/runs/${id}/events`, admin);
    const cache = await Listener.to(`${another.url}/api/cache/events`, admin);
    const started = performance.now();
    await another.remove();
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(await run.readAll()).toEqual([]);
    expect(await cache.readAll()).toEqual([]);
  });
});
