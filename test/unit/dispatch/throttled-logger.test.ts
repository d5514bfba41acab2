import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { ThrottledLogger } from '../../../src/dispatch/throttled-logger.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('repeats a message after 30 seconds, also when the clock of the computer was set back', () => {
  const write = vi.fn<(message: string) => void>();
  const errors = new ThrottledLogger(write);
  errors.log('lost');
  errors.log('lost');
  vi.setSystemTime(Date.now() - 86_400_000);
  vi.advanceTimersByTime(30_000);
  errors.log('lost');

  expect(write.mock.calls.flat()).toEqual(['lost', 'lost (repeated 1 times)']);
});
