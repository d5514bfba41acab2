import { describe, expect, it } from 'vitest';

import { hashPassword, generatePassword, passwordMatches } from '../../../src/host/session/password.js';

describe('a password', () => {
  it('matches only its own hash', async () => {
    const hash = await hashPassword('open sesame');
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(await passwordMatches(hash, 'open sesame')).toBe(true);
    expect(await passwordMatches(hash, 'open sesam')).toBe(false);
  });

  it('without a hash never matches and takes the same work', async () => {
    const hash = await hashPassword('open sesame');
    await passwordMatches(undefined, 'x');
    const [ofSomebody, unknownUserHash] = [await workOf(hash), await workOf(undefined)];
    expect(await passwordMatches(undefined, '')).toBe(false);
    expect(unknownUserHash).toBeGreaterThan(ofSomebody / 5);
  });

  it('that is generated is long and random', () => {
    const made = Array.from({ length: 100 }, generatePassword);
    expect(new Set(made).size).toBe(100);
    for (const password of made) expect(password).toMatch(/^[a-zA-Z2-9]{20}$/);
  });
});

/** The shortest of several durations, in milliseconds. */
async function workOf(hash: string | undefined): Promise<number> {
  const times: number[] = [];
  for (const _ of [1, 2, 3, 4, 5]) {
    const started = performance.now();
    await passwordMatches(hash, 'x');
    times.push(performance.now() - started);
  }
  return Math.min(...times);
}
