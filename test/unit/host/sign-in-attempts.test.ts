import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { SignInAttempts } from '../../../src/host/session/sign-in-attempts.service.js';

const TOO_MANY = 'TOO_MANY_ATTEMPTS';
let attempts: SignInAttempts;
let time: number;
const warned = vi.fn<(...args: unknown[]) => void>();

beforeEach(() => {
  vi.useFakeTimers();
  warned.mockReset();
  vi.spyOn(Logger.prototype, 'warn').mockImplementation(warned);
  time = Date.now();
  attempts = new SignInAttempts('secret');
});
afterEach(() => vi.useRealTimers());

const wrong = (userName: string, address = '::1') =>
  outcome(userName, address, () => Promise.reject(new Error('wrong')));
const right = (userName: string, address = '::1') => outcome(userName, address, () => Promise.resolve('right'));

/** The outcome of an attempt: `right`, `wrong`, or an error code. */
async function outcome(userName: string, address: string, check: () => Promise<string>): Promise<string> {
  return attempts
    .limit({ userName, address }, check)
    .catch((error: Error & { code?: string }) => error.code ?? error.message);
}

async function several(count: number, attempt: (at: number) => Promise<string>): Promise<Set<string>> {
  const outcomes = new Set<string>();
  for (let at = 0; at < count; at += 1) outcomes.add(await attempt(at));
  return outcomes;
}

describe('wrong passwords', () => {
  it('are checked five times for a name and address, and again a minute after the first', async () => {
    expect(await several(5, () => wrong('ada'))).toEqual(new Set(['wrong']));
    expect(await wrong(' ADA ')).toBe(TOO_MANY);
    expect(await right('ada')).toBe(TOO_MANY);
    vi.setSystemTime(time + 60_000);
    expect(await right('ada')).toBe('right');
  });

  it('are rejected with the time to wait', async () => {
    await several(5, () => wrong('ada'));
    vi.setSystemTime(time + 44_500);
    const refused = attempts.limit({ userName: 'ada', address: '::1' }, () => Promise.resolve());
    await expect(refused).rejects.toMatchObject({ code: TOO_MANY, details: { params: { seconds: 16 } } });
  });

  it('never lock out the owner permanently', async () => {
    await several(5, () => wrong('ada'));
    for (let second = 1; second < 60; second += 1) {
      vi.setSystemTime(time + second * 1_000);
      expect(await wrong('ada')).toBe(TOO_MANY);
    }
    vi.setSystemTime(time + 60_000);
    expect(await right('ada')).toBe('right');
  });

  it('are limited when they are concurrent', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => wrong('ada')));
    expect(outcomes.filter((each) => each === 'wrong')).toHaveLength(5);
  });

  it('of one name do not count for another name or address', async () => {
    await several(6, () => wrong('ada'));
    expect(await right('grace')).toBe('right');
    expect(await right('ada', '::2')).toBe('right');
  });

  it('for a name and address are reset by a successful sign-in', async () => {
    await several(4, () => wrong('ada'));
    expect(await right('ada')).toBe('right');
    expect(await several(5, () => wrong('ada'))).toEqual(new Set(['wrong']));
  });

  it('are limited to twenty per address, which a successful sign-in does not reset', async () => {
    await several(19, (at) => wrong(`name ${at}`));
    expect(await several(3, () => right('ada'))).toEqual(new Set(['right']));
    expect(await wrong('grace')).toBe('wrong');
    expect(await right('ada')).toBe(TOO_MANY);
  });

  it('are limited to a hundred per name, which a successful sign-in does not reset', async () => {
    await several(99, (at) => wrong('ada', `::${at}`));
    expect(await right('ada', '::a')).toBe('right');
    expect(await wrong('ada', '::b')).toBe('wrong');
    expect(await right('ada', '::c')).toBe(TOO_MANY);
  });

  it('from one address do not use up the attempts of a name at other addresses', async () => {
    await several(200, () => wrong('ada'));
    expect(await right('ada', '::2')).toBe('right');
  });

  it('are not stored longer than they count', async () => {
    await several(50, (at) => wrong(`name ${at}`, `::${at}`));
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('an unreachable table locks no user out and keeps guessing limited', async () => {
  const query = vi.fn<() => Promise<never>>().mockRejectedValue(new Error('away'));
  attempts = new SignInAttempts('secret', { query } as unknown as Pool);

  expect(await several(10, () => right('grace'))).toEqual(new Set(['right']));
  expect(await several(5, () => wrong('ada'))).toEqual(new Set(['wrong']));
  expect(await wrong('ada')).toBe(TOO_MANY);
  expect(query).toHaveBeenCalled();
});

it('an unreachable table is logged once each time it becomes unreachable', async () => {
  const query = vi.fn<() => Promise<{ rows: object[] }>>().mockRejectedValue(new Error('away'));
  attempts = new SignInAttempts('secret', { query } as unknown as Pool);
  await several(5, () => wrong('ada'));
  expect(warned).toHaveBeenCalledOnce();

  query.mockResolvedValue({ rows: [{ points: 1, expire: time + 60_000 }] });
  expect(await wrong('ada')).toBe('wrong');
  query.mockRejectedValue(new Error('away'));
  await wrong('grace');
  expect(warned).toHaveBeenCalledTimes(2);
});

it('the table contains neither names nor addresses', async () => {
  const query = vi.fn<(statement: { values: unknown[] }) => Promise<never>>().mockRejectedValue(new Error('away'));
  attempts = new SignInAttempts('secret', { query } as unknown as Pool);
  await right('a-password-by-mistake', '203.0.113.7');

  const sent = JSON.stringify(query.mock.calls);
  expect(sent).toContain('user-and-address:');
  expect(sent).not.toContain('a-password-by-mistake');
  expect(sent).not.toContain('203.0.113.7');
});
