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
    const { known, unknown } = await workOf(hash);
    expect(await passwordMatches(undefined, '')).toBe(false);
    expect(unknown).toBeGreaterThan(known / 5);
  });

  it('that is generated is long and random', () => {
    const made = Array.from({ length: 100 }, generatePassword);
    expect(new Set(made).size).toBe(100);
    for (const password of made) expect(password).toMatch(/^[a-zA-Z2-9]{20}$/);
  });
});

/** The least CPU time with and without a hash, in microseconds: unlike the time that passes, it is the same on a busy machine. */
async function workOf(hash: string): Promise<{ readonly known: number; readonly unknown: number }> {
  let [known, unknown] = [Infinity, Infinity];
  for (let times = 0; times < 5; times += 1) {
    known = Math.min(known, await cpuTimeOf(hash));
    unknown = Math.min(unknown, await cpuTimeOf(undefined));
  }
  return { known, unknown };
}

async function cpuTimeOf(hash: string | undefined): Promise<number> {
  const before = process.cpuUsage();
  await passwordMatches(hash, 'x');
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
