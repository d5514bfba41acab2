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

/** What an attempt came to: `right`, `wrong`, or the code of the refusal. */
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
  it('are checked until there are five for a name from an address, and again a minute after the first', async () => {
    expect(await several(5, () => wrong('ada'))).toEqual(new Set(['wrong']));
    expect(await wrong(' ADA ')).toBe(TOO_MANY);
    expect(await right('ada')).toBe(TOO_MANY);
    vi.setSystemTime(time + 60_000);
    expect(await right('ada')).toBe('right');
  });

  it('are refused with the time to wait', async () => {
    await several(5, () => wrong('ada'));
    vi.setSystemTime(time + 44_500);
    const refused = attempts.limit({ userName: 'ada', address: '::1' }, () => Promise.resolve());
    await expect(refused).rejects.toMatchObject({ code: TOO_MANY, details: { params: { seconds: 16 } } });
  });

  it('do not keep anybody out for ever, however long they go on', async () => {
    await several(5, () => wrong('ada'));
    for (let second = 1; second < 60; second += 1) {
      vi.setSystemTime(time + second * 1_000);
      expect(await wrong('ada')).toBe(TOO_MANY);
    }
    vi.setSystemTime(time + 60_000);
    expect(await right('ada')).toBe('right');
  });

  it('at the same time are checked no more often than one after the other', async () => {
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => wrong('ada')));
    expect(outcomes.filter((each) => each === 'wrong')).toHaveLength(5);
  });

  it('of one name do not count for another, and not at another address', async () => {
    await several(6, () => wrong('ada'));
    expect(await right('grace')).toBe('right');
    expect(await right('ada', '::2')).toBe('right');
  });

  it('for a name from an address are forgotten with a right one', async () => {
    await several(4, () => wrong('ada'));
    expect(await right('ada')).toBe('right');
    expect(await several(5, () => wrong('ada'))).toEqual(new Set(['wrong']));
  });

  it('from an address are twenty whatever the names, and a right one takes back only itself', async () => {
    await several(19, (at) => wrong(`name ${at}`));
    expect(await several(3, () => right('ada'))).toEqual(new Set(['right']));
    expect(await wrong('grace')).toBe('wrong');
    expect(await right('ada')).toBe(TOO_MANY);
  });

  it('for a name from everywhere are a hundred, and a right one takes back only itself', async () => {
    await several(99, (at) => wrong('ada', `::${at}`));
    expect(await right('ada', '::a')).toBe('right');
    expect(await wrong('ada', '::b')).toBe('wrong');
    expect(await right('ada', '::c')).toBe(TOO_MANY);
  });

  it('from one address do not use up what a name has elsewhere', async () => {
    await several(200, () => wrong('ada'));
    expect(await right('ada', '::2')).toBe('right');
  });

  it('are not kept longer than they count', async () => {
    await several(50, (at) => wrong(`name ${at}`, `::${at}`));
    expect(vi.getTimerCount()).toBeGreaterThan(0);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('a table that cannot be reached locks nobody out, and lets nobody guess without limit', async () => {
  const query = vi.fn<() => Promise<never>>().mockRejectedValue(new Error('away'));
  attempts = new SignInAttempts('secret', { query } as unknown as Pool);

  expect(await several(10, () => right('grace'))).toEqual(new Set(['right']));
  expect(await several(5, () => wrong('ada'))).toEqual(new Set(['wrong']));
  expect(await wrong('ada')).toBe(TOO_MANY);
  expect(query).toHaveBeenCalled();
});

it('a table that cannot be reached is told of once, and again when it goes away again', async () => {
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

it('the table learns neither names nor addresses', async () => {
  const query = vi.fn<(statement: { values: unknown[] }) => Promise<never>>().mockRejectedValue(new Error('away'));
  attempts = new SignInAttempts('secret', { query } as unknown as Pool);
  await right('a-password-by-mistake', '203.0.113.7');

  const sent = JSON.stringify(query.mock.calls);
  expect(sent).toContain('user-and-address:');
  expect(sent).not.toContain('a-password-by-mistake');
  expect(sent).not.toContain('203.0.113.7');
});
