import type { PGlite } from '@electric-sql/pglite';
import { MikroORM } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { DatabaseConfig } from '../../../src/host/config/host-config.js';
import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { migrateHost } from '../../../src/host/database/migrate.js';
import { ormOptions } from '../../../src/host/database/orm-options.js';
import { SORT_ORDERS, USER_SORTS, type UserOrder } from '../../../src/host/operator/users/user-sort.js';
import { UsersService } from '../../../src/host/operator/users/users.service.js';
import { USER_FIELDS } from '../../../src/index.js';
import { openPglite } from '../../services/embedded.js';
import { createDatabase } from '../../services/postgres.js';

const PEOPLE = [
  { userName: 'u7', displayName: 'Åsa Öberg', email: 'asa@nordvik.example', title: 'Ingénieur', state: 'active' },
  { userName: 'u6', displayName: 'Łukasz Kowalski', phone: '+46 8 555 123', department: 'Ökonomie', state: 'active' },
  { userName: 'u5', displayName: '', commonName: 'Jose\u0301 Núñez', department: 'office', state: 'inactive' },
  {
    userName: 'b4',
    email: 'B4@nordvik.example',
    attributes: { badge: 'Q-77', rooms: ['E4', 'Süd'], login: 'CORP\\b4', floor: 12 },
  },
  { userName: 'u3', displayName: 'anna maria', comment: 'Back\\slash at 100%_', source: 'LDAP' },
  { userName: 'u2', displayName: 'Zoë', email: '', source: 'HOST' },
  { userName: 'u1', displayName: '김민수', title: 'engineer' },
];

interface Opened {
  readonly orm: MikroORM;
  close(): Promise<void>;
}

const DATABASES = {
  async PostgreSQL(): Promise<Opened> {
    const database = await createDatabase();
    const orm = await opened({ kind: 'postgresql', url: database.url }, () => Promise.reject(new Error('not used')));
    return { orm, close: () => orm.close().then(() => database.drop()) };
  },
  async PGlite(): Promise<Opened> {
    const pglite = await openPglite();
    const orm = await opened({ kind: 'embedded', folder: '' }, () => Promise.resolve(pglite));
    return { orm, close: () => orm.close().then(() => pglite.close()) };
  },
};

async function opened(config: DatabaseConfig, openEmbedded: () => Promise<PGlite>): Promise<MikroORM> {
  const orm = await MikroORM.init(ormOptions(config, openEmbedded));
  await migrateHost(orm, config);
  return orm;
}

describe.each(['PostgreSQL', 'PGlite'] as const)('the list of users on %s', (kind) => {
  let database: Opened;
  let orm: MikroORM;
  let users: UsersService;
  beforeAll(async () => {
    database = await DATABASES[kind]();
    orm = database.orm;
    await orm.em.fork().insertMany(IdentityUser, PEOPLE);
    users = new UsersService(orm.em);
  });
  afterAll(() => database?.close());

  const names = ({ items }: Awaited<ReturnType<UsersService['page']>>) => items.map(({ userName }) => userName);
  const found = async (query: string) => names(await users.page({ query }));

  it.each([
    ['asa öberg', ['u7']],
    ['OBERG ÅSA', ['u7']],
    ['lukasz', ['u6']],
    ['ŁUKASZ', ['u6']],
    ['555', ['u6']],
    ['ingenieur', ['u7']],
    ['okonom', ['u6']],
    ['nunez jose', ['u5']],
    ['Jos\u00e9', ['u5']],
    ['q-77', ['b4']],
    ['sud', ['b4']],
    ['corp\\b4', ['b4']],
    ['12 e4', ['b4']],
    ['badge', []],
    ['maria  anna', ['u3']],
    ['annamaria', []],
    ['100%_', ['u3']],
    ['back\\slash', ['u3']],
    ['민수', ['u1']],
    ['ldap', []],
    ['nordvik', ['u7', 'b4']],
  ])('finds "%s"', async (query, expected) => {
    expect((await found(query)).toSorted()).toEqual(expected.toSorted());
    expect(await users.total({ query })).toBe(expected.length);
  });

  it('finds each text field that is shown', async () => {
    const fields = USER_FIELDS;
    const words = fields.map((field, index) => [field, `word${index}x`] as const);
    await orm.em.fork().insert(IdentityUser, Object.fromEntries(words) as { userName: string });
    for (const [field, word] of words)
      expect([field, await users.total({ query: word.toUpperCase() })]).toEqual([field, 1]);
    await orm.em.fork().nativeDelete(IdentityUser, { userName: 'word0x' });
  });

  it('finds what has just been changed', async () => {
    await orm.em.fork().nativeUpdate(IdentityUser, { userName: 'u1' }, { title: 'Árchitect' });
    expect(await found('architect')).toEqual(['u1']);
    await orm.em.fork().nativeUpdate(IdentityUser, { userName: 'u1' }, { title: 'engineer' });
    expect(await found('architect')).toEqual([]);
  });

  it('is sorted by the name that is shown', async () => {
    expect(names(await users.page({}))).toEqual(['u3', 'u7', 'b4', 'u5', 'u6', 'u2', 'u1']);
    expect(names(await users.page({ order: 'desc' }))).toEqual(['u1', 'u2', 'u6', 'u5', 'b4', 'u7', 'u3']);
  });

  it('is sorted by other columns, with empty values last', async () => {
    expect(names(await users.page({ sort: 'email', limit: 2 }))).toEqual(['u7', 'b4']);
    expect(names(await users.page({ sort: 'email', order: 'desc', limit: 2 }))).toEqual(['b4', 'u7']);
    expect(names(await users.page({ sort: 'department', limit: 2 }))).toEqual(['u5', 'u6']);
    expect(names(await users.page({ sort: 'title', order: 'desc', limit: 2 }))).toEqual(['u7', 'u1']);
  });

  it.each(USER_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order }))))(
    'has each user on one page by %o',
    async (by: UserOrder) => {
      const pages: string[] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await users.page({ ...by, limit: 2, ...(cursor && { cursor }) });
        pages.push(...names(page));
        cursor = page.nextCursor;
      }
      expect(pages).toEqual(names(await users.page(by)));
      expect(pages).toHaveLength(PEOPLE.length);
    },
  );

  it('is not continued in another order', async () => {
    const { nextCursor: cursor } = await users.page({ limit: 2 });
    await expect(users.page({ cursor: cursor!, sort: 'email' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
    await expect(users.page({ cursor: cursor!, order: 'desc' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
  });
});
