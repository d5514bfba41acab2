import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EntityManager } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { HostCredential } from '../../../src/host/database/host-credential.entity.js';
import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import { runningHost } from '../../../src/host/database/host-descriptor.js';
import { createStandalone } from '../../../src/host/standalone.js';
import { createDatabase } from '../../services/postgres.js';
import { type FakeHost, fakeHost, PASSWORDS } from './fake-host.js';
import { realHost } from './real-host.js';

let folder: string;
let next = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'accounts-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const data = () => ({ DATA_DIR: join(folder, String((next += 1))) });
const em = (host: Pick<FakeHost, 'app'>) => host.app.get(EntityManager).fork();
const accountsOf = (host: Pick<FakeHost, 'app'>) =>
  em(host).find(IdentityUser, { role: { $ne: null } }, { orderBy: { role: 'asc' } });

describe('the accounts', () => {
  it('exist without a password in a process without sign-in', async () => {
    const database = await createDatabase();
    const worker = await realHost({
      ROLE: 'worker',
      DATABASE_URL: database.url,
      SETTINGS_KEY: 'a settings key for tests, 0123456789',
    });
    expect(await accountsOf(worker)).toMatchObject([
      { userName: 'admin', role: 'administrator' },
      { userName: 'operator', role: 'operator' },
    ]);
    expect(await em(worker).count(HostCredential)).toBe(0);
    await worker.stop();
    await database.drop();
  });

  it('created by the command line get their passwords, shown once, from the first host', async () => {
    const environment = data();
    await (await createStandalone({ environment })).close();
    const first = await realHost(environment);
    expect(await accountsOf(first)).toHaveLength(2);
    expect(first.said).toHaveLength(3);
    await first.stop();
  });

  it('replace synchronized users with the same names, regardless of case and state', async () => {
    const environment = data();
    const before = await fakeHost(environment);
    await em(before).nativeDelete(IdentityUser, {});
    const people = [
      { userName: 'ADMIN', state: 'inactive', source: 'LDAP' },
      { userName: 'Operator', state: 'active', source: 'LDAP' },
    ];
    await em(before).insertMany(IdentityUser, people);
    await before.stop();

    const host = await fakeHost(environment);
    expect(await accountsOf(host)).toMatchObject([
      { userName: 'ADMIN', state: 'active' },
      { userName: 'Operator', state: 'active' },
    ]);
    for (const user of ['admin', 'operator'] as const) {
      await host.http().post('/api/session').send({ user, password: PASSWORDS[user] }).expect(201);
    }
    await host.stop();

    const real = await realHost(environment);
    expect(runningHost(environment)).toMatchObject({ url: real.url });
    await real.stop();
  });
});
