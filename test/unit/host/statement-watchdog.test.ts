import { describe, expect, it } from 'vitest';

import type { EmbeddedDatabaseEnded } from '../../../src/host/database/embedded/embedded-database-ended.js';
import { StatementWatchdog } from '../../../src/host/database/embedded/statement-watchdog.js';

const MB = 1024 * 1024;

/** A database that answers only when told to, a clock and a disk. */
function watched({ freeMb }: { freeMb: number }) {
  const state = {
    now: 0,
    ended: undefined as EmbeddedDatabaseEnded | undefined,
    answer: () => {},
    onInternalError: () => {},
    exec: () => Promise.resolve(),
  };
  const watchdog = new StatementWatchdog(
    {
      dataDir: '/data/pglite',
      closed: false,
      ping: () => new Promise((resolve) => (state.answer = resolve)),
      exec: () => state.exec(),
      onInternalError: (listener) => void (state.onInternalError = listener),
      terminate: async (reason) => void (state.ended = reason),
    },
    { now: () => state.now, free: async () => freeMb * MB },
  );
  const lookAfter = async (seconds: number) => {
    state.now += seconds * 1000;
    await watchdog.look();
    return state.ended?.message;
  };
  return { state, lookAfter, watchdog };
}

describe('the watchdog of the embedded database', () => {
  it('ends a statement that does not return on a full disk', async () => {
    const { state, lookAfter } = watched({ freeMb: 20 });
    expect([await lookAfter(0), await lookAfter(4)]).toEqual([undefined, undefined]);
    expect(await lookAfter(1)).toMatch(/^The disk of \/data\/pglite is full/);
    expect(state.ended?.code).toBe('53100');
  });

  it('leaves a long statement alone while there is space, and ends it after ten minutes', async () => {
    const { lookAfter } = watched({ freeMb: 500 });
    expect([await lookAfter(0), await lookAfter(599)]).toEqual([undefined, undefined]);
    expect(await lookAfter(1)).toBe(
      'A statement in the embedded database did not end within 600 seconds. Start the host again.',
    );
  });

  it.each([
    [10, '53100', /^The disk of \/data\/pglite is full/],
    [500, '08006', /^The embedded database cannot execute statements any more \(XLogBeginInsert was already called\)/],
  ])('ends a database that has only internal errors left, with %i MB free', async (freeMb, code, message) => {
    const { state, watchdog } = watched({ freeMb });
    expect(await watchdog.probe()).toBe(false);

    const broken = Object.assign(new Error('XLogBeginInsert was already called'), { code: 'XX000' });
    state.exec = () => Promise.reject(broken);
    expect(await watchdog.probe()).toBe(true);
    expect(state.ended).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('counts from the last answer', async () => {
    const { state, lookAfter } = watched({ freeMb: 1 });
    await lookAfter(0);
    state.answer();
    await lookAfter(4);
    expect([await lookAfter(4), await lookAfter(0)]).toEqual([undefined, undefined]);
  });
});
