import { EntityManager } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { BatchSyncUsers } from '../../../src/index.js';
import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { type FakeHost, fakeHost } from './fake-host.js';
import type { FakeUsers } from './fake-users.js';

const SINCE = new Date('2026-03-01T03:00:00.000Z');

describe('users whose entry is no longer seen', () => {
  let host: FakeHost;
  let operator: { Authorization: string };
  beforeAll(async () => {
    host = await fakeHost();
    operator = await host.token('operator');
    const em = host.app.get(EntityManager).fork();
    await em.insertMany(
      IdentityUser,
      ['ada', 'grace', 'alan'].map((userName) => ({ userName, state: 'active' as const, source: 'LDAP' })),
    );
    const [grace] = await em.find(IdentityUser, { userName: 'grace' });
    host.app.get<FakeUsers>(BatchSyncUsers).notSeenUsers = [
      { userId: grace?.id ?? '', dataPool: 'default', stableId: 'g', dn: 'uid=grace', since: SINCE },
    ];
    await host.events.invalidate(['users']);
  });
  afterAll(() => host?.remove());

  const list = async (query: string) => (await host.http().get(`/api/users?${query}`).set(operator).expect(200)).body;

  it('are marked in the list', async () => {
    const { items } = await list('query=a');
    const marks = items.map(({ userName, notSeenSince }: Record<string, string>) => [userName, notSeenSince]);
    expect(marks).toEqual(
      expect.arrayContaining([
        ['grace', SINCE.toISOString()],
        ['ada', null],
      ]),
    );
  });

  it('are found by a filter, together with the search, and so are the others', async () => {
    expect(await list('notSeen=true')).toMatchObject({ items: [{ userName: 'grace' }], total: 1 });
    expect(await list('notSeen=true&query=ada')).toMatchObject({ items: [], total: 0 });
    expect(await list('notSeen=false&query=a&limit=1')).toMatchObject({ items: [{ userName: 'ada' }] });
    expect((await list('notSeen=false')).total).toBe((await list('')).total - 1);
    await host.http().get('/api/users?notSeen=maybe').set(operator).expect(400);
  });
});

describe('users with pins', () => {
  it('are marked in the list, and found by a filter', async () => {
    const host = await fakeHost();
    const operator = await host.token('operator');
    const list = async (query: string) => (await host.http().get(`/api/users?${query}`).set(operator).expect(200)).body;
    const { items, total } = await list('query=operator');
    const pin = { by: null, reason: 'r', since: SINCE, expiresAt: null };
    host.app.get<FakeUsers>(BatchSyncUsers).pinnedUsers = [{ userId: items[0].id, pins: { email: pin, state: pin } }];
    await host.events.invalidate(['users']);

    expect((await list('pinned=true')).items).toMatchObject([{ userName: 'operator', pinned: ['email', 'state'] }]);
    expect(await list('pinned=true&notSeen=true')).toMatchObject({ items: [], total: 0 });
    expect((await list('pinned=false&query=operator')).total).toBe(total - 1);
    await host.http().get('/api/users?pinned=maybe').set(operator).expect(400);
    host.app.get<FakeUsers>(BatchSyncUsers).pinnedUsers = [];
    expect(await list('pinned=true')).toMatchObject({ total: 0 });
    await host.remove();
  });
});
