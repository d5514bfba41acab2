import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { FailedSignIns } from '../../../src/host/session/failed-sign-ins.service.js';

let failed: FailedSignIns;
const attempt = (key = 'user:ada') => failed.increment(key, 60_000, 3);

beforeEach(() => {
  vi.useFakeTimers();
  failed = new FailedSignIns();
});
afterEach(() => vi.useRealTimers());

describe('wrong passwords', () => {
  it('are let through until there are too many, and again when the first has grown old', async () => {
    for (const _ of [1, 2, 3]) expect(await attempt()).toMatchObject({ isBlocked: false });
    expect(await attempt()).toMatchObject({ isBlocked: true, timeToBlockExpire: 60 });
    vi.advanceTimersByTime(45_000);
    expect(await attempt()).toMatchObject({ isBlocked: true, timeToBlockExpire: 15 });
    vi.advanceTimersByTime(15_000);
    expect(await attempt()).toMatchObject({ isBlocked: false });
  });

  it('of one name do not count for another', async () => {
    for (const _ of [1, 2, 3, 4]) await attempt('user:ada');
    expect(await attempt('user:grace')).toMatchObject({ isBlocked: false });
  });

  it('are forgotten with a right one', async () => {
    for (const _ of [1, 2, 3]) await attempt();
    failed.forget('user:ada');
    expect(await attempt()).toMatchObject({ isBlocked: false, totalHits: 1 });
  });

  it('from an address stay, and only the right one is taken back', async () => {
    for (const _ of [1, 2]) await attempt('address:::1');
    await attempt('address:::1');
    failed.takeBack('address:::1');
    expect(await attempt('address:::1')).toMatchObject({ totalHits: 3 });
    expect(await attempt('address:::1')).toMatchObject({ isBlocked: true });
  });

  it('with ever new names do not fill the memory', async () => {
    await attempt('user:first');
    for (let name = 0; name < 10_000; name += 1) await attempt(`user:${name}`);
    expect(await attempt('user:first')).toMatchObject({ totalHits: 1 });
  });
});
