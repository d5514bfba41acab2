import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import { anEntry, lostTurn, World } from './a-run.js';

describe('a run', () => {
  const logged = vi.fn<(...args: unknown[]) => void>();

  beforeEach(() => {
    logged.mockReset();
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockImplementation(logged);
  });

  it('reads, stages, plans, applies and closes, in this order', async () => {
    const world = new World();

    expect(await world.run()).toMatchObject({ status: 'succeeded' });
    expect(world.diary).toEqual(['open', 'stage', 'plan', 'drop', 'apply 2', 'apply 4', 'succeeded']);
    expect(world.staged.map((user) => user.fields.userName)).toEqual(['ada', 'grace']);
  });

  it('sends off page by page what it reads, and counts them all', async () => {
    const world = new World();
    const sent: number[] = [];
    world.pages = [[anEntry('ada'), anEntry('grace')], [anEntry('edsger')]];
    world.onFlush = (staged) => void sent.push(staged);

    expect(await world.run()).toMatchObject({ status: 'succeeded' });
    expect(sent).toEqual([2, 3]);
  });

  it.each([
    ['the first', 1],
    ['the last', 2],
  ])('takes no further page, and plans nothing, once the process shuts down during %s', async (_, page) => {
    const world = new World();
    world.pages = [[anEntry('ada')], [anEntry('grace')]];
    world.onFlush = (staged) => staged === page && world.shutdown.abort();

    expect(await world.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(world.staged).toHaveLength(page);
    expect(world.diary).not.toContain('plan');
  });

  it('tells whoever watches the last number, however soon after the one before', async () => {
    const world = new World();

    await world.run();

    expect(world.reported).toBe(4);
  });

  it('does nothing when it does not wait any more', async () => {
    const world = new World();
    world.waiting = false;

    expect(await world.run()).toBeUndefined();
    expect(world.diary).toEqual([]);
  });

  it('rests after the plan when only a plan is wanted', async () => {
    const world = new World();
    world.mode = 'plan';

    expect(await world.run()).toMatchObject({ status: 'planned' });
    expect(world.diary).toEqual(['open', 'stage', 'plan', 'drop', 'planned']);
  });

  it('makes one problem of a broken entry and goes on with the others', async () => {
    const world = new World();
    world.pages = [[anEntry('ada'), anEntry('nameless', {})], [anEntry('grace')]];

    await world.run();

    expect(world.rejected).toMatchObject([{ dn: 'uid=nameless,dc=example', code: 'VALUE_MISSING' }]);
    expect(world.staged).toHaveLength(2);
  });

  it('stops before the plan when the directory returns nobody', async () => {
    const world = new World();
    world.pages = [];

    expect(await world.run()).toMatchObject({ status: 'stopped', reason: { code: 'DIRECTORY_EMPTY' } });
    expect(world.diary).toEqual(['open', 'stage', 'drop', 'stopped']);
    expect(world.ended?.readReport).toMatchObject({ complete: true, entries: 0 });
  });

  it.each([
    ['fails in the middle', { readFails: new SyncError('LDAP_TIMEOUT') }, 'LDAP_TIMEOUT'],
    ['ends without a read report', { readReport: { complete: false } }, 'DIRECTORY_READ_INCOMPLETE'],
    ['counted more than arrived', { readReport: { entries: 3 } }, 'DIRECTORY_READ_INCOMPLETE'],
    ['breaks unexpectedly', { readFails: new TypeError('x is not a function') }, 'UNEXPECTED'],
  ])('concludes nothing from a read that %s', async (_, trouble, code) => {
    const world = Object.assign(new World(), trouble);

    expect(await world.run()).toMatchObject({ status: 'failed', reason: { code } });
    expect(world.diary).toEqual(['open', 'stage', 'drop', 'failed']);
  });

  it('fails with the reason when the plan fails', async () => {
    const world = Object.assign(new World(), { planFails: new SyncError('DATABASE_UNREACHABLE') });

    expect(await world.run()).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_UNREACHABLE' } });
    expect(world.diary).toEqual(['open', 'stage', 'plan', 'drop', 'failed']);
  });

  it('fails when its counts do not add up at the close', async () => {
    const world = Object.assign(new World(), { closeFails: new SyncError('RUN_COUNTS_DISAGREE') });

    expect(await world.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_COUNTS_DISAGREE' } });
  });

  it('is interrupted between two chunks when the process shuts down', async () => {
    const world = new World();
    world.onChunk = () => world.shutdown.abort();

    expect(await world.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(world.diary).toEqual(['open', 'stage', 'plan', 'drop', 'apply 2', 'failed']);
  });

  it('is interrupted between two pages when the process shuts down', async () => {
    const world = new World();
    world.shutdown.abort();

    expect(await world.run()).toMatchObject({ status: 'failed', reason: { code: 'RUN_INTERRUPTED' } });
    expect(world.diary).toEqual(['open', 'stage', 'drop', 'failed']);
  });

  it('writes nothing more, not even its end, once another process has the turn', async () => {
    const world = Object.assign(new World(), { reportFails: lostTurn() });

    expect(await world.run()).toBeUndefined();
    expect(world.diary).toEqual(['open', 'stage', 'drop']);
  });

  it.each([
    ['stopped', 'ADDON_DISABLED'],
    ['failed', 'SETTINGS_INVALID'],
    ['failed', 'SECRET_UNREADABLE'],
  ] as const)('that cannot begin ends %s because of %s', async (status, code) => {
    const world = new World();

    expect(await world.refuse(new SyncError(code))).toMatchObject({ status, reason: { code } });
    expect(world.diary).toEqual(['open', status]);
  });

  it('that cannot begin is left alone when it does not wait any more', async () => {
    const world = Object.assign(new World(), { waiting: false });

    expect(await world.refuse(new SyncError('ADDON_DISABLED'))).toBeUndefined();
    expect(world.diary).toEqual([]);
  });

  it('logs counts and codes, and never what a database quotes from a row', async () => {
    const refused = Object.assign(new Error('duplicate key (mail)=(ada@example.org)'), { code: '23505' });
    const world = Object.assign(new World(), { applyFails: refused });

    await world.run();

    const log = JSON.stringify(logged.mock.calls);
    expect(log).toContain('23505');
    expect(log).not.toContain('ada');
  });
});
