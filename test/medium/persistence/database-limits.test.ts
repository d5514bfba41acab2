import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserBinding } from '../../../src/contract/user-binding.js';
import { DatabaseUsersTable } from '../../../src/persistence/users/database-users-table.js';
import { anEntry, applyAll, KINDS, openRun, openTestHost, plan, type TestHost } from './support/test-host.js';
import { appPersons, identityUsers } from './support/users.js';

const targets = ['userName', 'email'] as const;

describe.each(KINDS)('the users table as the database has it, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users: appPersons as UserBinding });
  });
  afterAll(() => host.close());

  async function limitsWith(...statements: string[]) {
    for (const statement of statements) await host.sql(statement);
    const table = new DatabaseUsersTable(host.persistence.users, host.persistence.database);
    await table.refresh();
    return table.limits();
  }
  const refusedWith = (...statements: string[]) =>
    limitsWith(...statements).then(
      () => 'accepted',
      (error: { code: string; params: { reason: string } }) => `${error.code}: ${error.params.reason}`,
    );

  it('is accepted as the entity describes it, with any columns that have a value of their own', async () => {
    const limits = await limitsWith(
      `create domain crm.stamp as text not null default 'x'`,
      `alter table crm.app_person add given text not null default '', add number int not null generated always as identity,
         add computed text not null generated always as (lower(tenant)) stored, add optional text, add stamp crm.stamp`,
    );
    expect(limits).toEqual(host.persistence.users.limits);
  });

  it('with a required column without a value is refused, with the table and the column', async () => {
    expect(await refusedWith('alter table crm.app_person add "cost centre" text not null')).toBe(
      'USER_ENTITY_UNSUPPORTED: a new user needs a value for the column "cost centre" of the table "crm"."app_person", which is not null and has no default in the database: give it a default, make it nullable, or bind its property',
    );
    await host.sql('alter table crm.app_person drop "cost centre"');
    expect(
      await refusedWith('create domain crm.code as text not null', 'alter table crm.app_person add code crm.code'),
    ).toMatch(/column "code" of the table/);
    expect(await refusedWith('alter table crm.app_person drop code')).toBe('accepted');
  });

  it('with a required column that a trigger fills is accepted', async () => {
    expect(
      await refusedWith(
        'alter table crm.app_person add unit text not null',
        `create function crm.fill() returns trigger language plpgsql as $$ begin new.unit := 'x'; return new; end $$`,
        'create trigger fill before insert on crm.app_person for each row execute function crm.fill()',
      ),
    ).toBe('accepted');
    expect(await refusedWith('alter table crm.app_person disable trigger fill')).toMatch(/column "unit"/);
    await host.sql('alter table crm.app_person drop unit');
  });

  it('has its shorter lengths and its required fields respected', async () => {
    const limits = await limitsWith(
      'alter table crm.app_person alter "login name" type varchar(20)',
      `alter table crm.app_person alter "MailAddress" set not null`,
    );
    expect(limits).toMatchObject({ maxLength: { userName: 20 }, notNull: new Set(['userName', 'email']) });
    await host.sql('alter table crm.app_person alter "MailAddress" drop not null');
    expect(await limitsWith('alter table crm.app_person alter "login name" type text')).toMatchObject({
      maxLength: { userName: 40 },
    });
  });

  it('with a column of another type is refused', async () => {
    expect(
      await refusedWith(
        'alter table crm.app_person drop "MailAddress"',
        'alter table crm.app_person add "MailAddress" int',
      ),
    ).toMatch(
      /the column "MailAddress" of the table "crm"."app_person" \(property "mailAddress"\) is integer .*must be text/,
    );
    expect(await refusedWith('alter table crm.app_person drop "MailAddress"')).toBe('accepted');
    await host.sql('alter table crm.app_person add "MailAddress" text');
  });

  it('may have thousands of columns', async () => {
    const columns = Array.from({ length: 1500 }, (_, index) => `add column extra_${index} text`).join(', ');
    expect(await refusedWith(`alter table crm.app_person ${columns}`)).toBe('accepted');
    expect(await refusedWith('alter table crm.app_person add extra_last text not null')).toMatch(/"extra_last"/);
    await host.sql('alter table crm.app_person drop extra_last');
  });

  it('that gets such a column between plan and apply ends the run with one reason, not with a problem each', async () => {
    const run = await openRun(host);
    await plan(
      host,
      run,
      Array.from({ length: 50 }, (_, index) => anEntry(`person${index}`)),
      { targets },
    );
    await host.sql('alter table crm.app_person add badge text not null');
    await expect(applyAll(host, run, { chunkSize: 10 })).rejects.toMatchObject({ code: 'USER_ENTITY_UNSUPPORTED' });
    expect(await host.sql('select count(*)::int as problems from batch_problem')).toEqual([{ problems: 0 }]);
  });
});

it('is not judged while it does not exist, and needs no rights on other tables', async () => {
  const host = await openTestHost('PostgreSQL', { users: identityUsers as UserBinding });
  try {
    await host.sql('create role only_users');
    await host.sql('grant select, insert, update on identity_user to only_users');
    const { users, database } = host.persistence;
    await database.transaction(async (transaction) => {
      await transaction.query('set local role only_users');
      const table = new DatabaseUsersTable(users, transaction as never);
      await table.refresh();
      expect(table.limits().maxLength).toMatchObject({ userName: 60 });
    });
    await host.sql('drop owned by only_users');
    await host.sql('drop role only_users');
    await host.sql('drop table identity_user');
    await new DatabaseUsersTable(users, database).refresh();
  } finally {
    await host.close();
  }
});
