import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { TimeoutExceeded, withTimeout } from '../../../src/contract/with-timeout.js';

describe('a time-out', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const never = () => new Promise<never>(() => undefined);
  const stateOf = (work: Promise<unknown>) => {
    const state = { isOver: false };
    work.catch((error: unknown) => (state.isOver = error instanceof TimeoutExceeded));
    return state;
  };

  it('counts from the start', async () => {
    const state = stateOf(withTimeout(1_000, never()));
    await vi.advanceTimersByTimeAsync(999);
    expect(state.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.isOver).toBe(true);
  });

  it('begins anew with each sign of life', async () => {
    let lastSign = 0;
    const state = stateOf(withTimeout(1_000, never(), () => lastSign));
    for (let sign = 0; sign < 10; sign += 1) {
      await vi.advanceTimersByTimeAsync(900);
      lastSign = performance.now();
    }
    expect(state.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1_001);
    expect(state.isOver).toBe(true);
  });
});
