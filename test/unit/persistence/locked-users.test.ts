import { expect, it } from 'vitest';

import type { Statements } from '../../../src/persistence/database/database.js';
import { LockedUsers } from '../../../src/persistence/journal/locked-users.js';

async function waitsOf(seconds: number) {
  const nothing = {} as never;
  const lockedUsers = new LockedUsers(nothing, nothing, nothing, seconds, new AbortController().signal);
  const timeouts: string[] = [];
  const transaction: Statements = {
    query: async <Row extends object>(_: string, values: readonly unknown[] = []) => {
      timeouts.push(String(values[0]));
      return [] as Row[];
    },
  };
  await lockedUsers.limitWait(transaction);
  return { wait: timeouts.join(), attempts: lockedUsers.attempts };
}

it.each([
  [1, '34ms', 30],
  [9, '300ms', 30],
  [30, '300ms', 100],
  [3_600, '300ms', 12_000],
])(
  'locked users are waited for, for %i s in all, so shortly at a time that a run ends within a second',
  async (seconds, wait, attempts) => {
    expect(await waitsOf(seconds)).toEqual({ wait, attempts });
  },
);
