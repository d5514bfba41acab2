import { MikroORM } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { migrateHost } from '../../../src/host/database/migrate.js';
import { ormOptions } from '../../../src/host/database/orm-options.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';

let database: TestDatabase;
let orm: MikroORM;
beforeAll(async () => {
  database = await createDatabase();
  const config = { kind: 'postgresql', url: database.url } as const;
  orm = await MikroORM.init(ormOptions(config, () => Promise.reject(new Error('There is none.'))));
  await migrateHost(orm, config);
});
afterAll(async () => {
  await orm?.close();
  await database?.drop();
});

describe("the host's tables", () => {
  it('match the entities', async () => {
    expect(await orm.schema.getUpdateSchemaSQL({ wrap: false, dropTables: false })).toBe('');
  });

  it('have unique user names that ignore case', async () => {
    const em = orm.em.fork();
    await em.insert(IdentityUser, { userName: 'Ada' });
    await expect(em.insert(IdentityUser, { userName: 'aDA' })).rejects.toMatchObject({ code: '23505' });
  });

  it('increase the version of a user with every update', async () => {
    const em = orm.em.fork() as SqlEntityManager;
    await em.execute(`update identity_user set title = 'Countess' where user_name = 'Ada'`);
    const ada = await em.findOneOrFail(IdentityUser, { userName: 'Ada' });
    expect(ada.version).toBe(2);
    expect(ada.updatedAt.getTime()).toBeGreaterThan(ada.createdAt.getTime());

    ada.title = 'Mathematician';
    await em.flush();
    expect((await em.fork().findOneOrFail(IdentityUser, ada.id)).version).toBe(3);
  });
});
