import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/pglite';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../src/persistence/database/sql.js';
import { readUserTable } from '../../../src/persistence/users/read-user-table.js';

const good = {
  id: p.uuid().primary(),
  login: p.string(),
  state: p.string(),
};
const binding = { fields: { userName: 'login' }, state: { property: 'state', active: 'on' } };

/** Reads the table of a host without connecting to a database. */
async function read(properties: object, more: object = {}) {
  const entity = defineEntity({ name: 'Person', properties: { ...good, ...properties } } as never);
  const orm = await MikroORM.init({ dbName: 'memory://', entities: [entity] });
  return readUserTable(orm, { entity, ...binding, ...more });
}

describe('refuses, with the property and the reason, a user entity with', () => {
  const relation = defineEntity({ name: 'Team', properties: { id: p.integer().primary() } });
  it.each<[string, object, object, RegExp]>([
    ['an unknown property', {}, { fields: { userName: 'nick' } }, /field userName names the property "nick"/],
    ['no user name', {}, { fields: {} }, /no property is named for the field userName/],
    ['one property bound twice', {}, { fields: { userName: 'login', email: 'login' } }, /"login" is named twice/],
    [
      'a number bound as text',
      { age: p.integer().nullable() },
      { fields: { userName: 'login', title: 'age' } },
      /"age".* is int, but must be text/,
    ],
    [
      'text bound as JSON',
      { more: p.string().nullable() },
      { attributes: 'more' },
      /"more" \(attributes\) is varchar\(255\), but must be JSON/,
    ],
    [
      'a key without a default',
      { id: p.string().primary() },
      {},
      /key "id" \(varchar\(255\)\) is neither made by the database/,
    ],
    ['two key properties', { other: p.integer().primary() }, {}, /key has several properties/],
    [
      'a required property without a value',
      { badge: p.string() },
      {},
      /new user needs a value for the property "badge"/,
    ],
    ['a required relation without a value', { team: () => p.manyToOne(relation) }, {}, /value for the property "team"/],
    [
      'a value computed from the user',
      { slug: p.string().onCreate((user: { login: string }) => user.login.trim()) },
      {},
      /"slug" is computed in code/,
    ],
    [
      'a value that differs each time',
      { token: p.string().onCreate(() => Math.random().toString()) },
      {},
      /"token" is computed in code/,
    ],
    [
      'a computed column',
      { full: p.string().generated('login || state stored') },
      { fields: { userName: 'full' } },
      /is computed by the database/,
    ],
    [
      'a property without a column',
      { nick: p.string().persist(false) },
      { fields: { userName: 'nick' } },
      /has no column/,
    ],
  ])('%s', async (_, properties, more, reason) => {
    const params = { reason: expect.stringMatching(reason) };
    await expect(read(properties, more)).rejects.toMatchObject({ code: 'USER_ENTITY_UNSUPPORTED', params });
  });

  it('no registration with the ORM', async () => {
    const orm = await MikroORM.init({ dbName: 'memory://', entities: [relation] });
    const entity = defineEntity({ name: 'Stranger', properties: good });
    expect(() => readUserTable(orm, { entity, ...binding })).toThrow(/not registered with the ORM/);
  });

  it('a table that it shares with other entities', async () => {
    const entity = defineEntity({
      name: 'Base',
      properties: { ...good, kind: p.string() },
      discriminatorColumn: 'kind',
      discriminatorValue: 'base',
    });
    const child = defineEntity({
      name: 'Child',
      extends: entity,
      properties: { extra: p.string().nullable() },
      discriminatorValue: 'child',
    } as never);
    const orm = await MikroORM.init({ dbName: 'memory://', entities: [entity, child] });
    expect(() => readUserTable(orm, { entity, ...binding })).toThrow(/inheritance/);
  });
});

describe('a user entity', () => {
  it('determines how a new key is generated', async () => {
    expect((await read({})).key.next).toBe('gen_random_uuid()');
    expect((await read({ id: p.integer().primary() })).key).toMatchObject({
      type: 'int',
      next: expect.stringContaining('pg_get_serial_sequence'),
    });
    expect((await read({ id: p.string().primary().defaultRaw('next_id()') })).key.next).toBe(
      '(next_id())::varchar(255)',
    );
  });

  it('has its timestamps, versions and constants written', async () => {
    const { onCreate, onUpdate } = await read({
      createdAt: p.datetime().onCreate(() => new Date()),
      day: p.date().onCreate(() => '2026-01-01'),
      local: p
        .datetime()
        .columnType('timestamp')
        .onCreate(() => new Date()),
      changedAt: p
        .datetime()
        .onCreate(() => new Date())
        .onUpdate(() => new Date()),
      version: p.integer().version(),
      role: p.string().onCreate(() => "o'user"),
      token: p.uuid().onCreate(() => 'x'),
    });
    expect(Object.fromEntries(onCreate.map(({ name, sql }) => [name, sql]))).toMatchObject({
      '"created_at"': 'now()',
      '"local"': `(now() at time zone 'utc')`,
      '"role"': `'o''user'`,
      '"token"': 'gen_random_uuid()',
    });
    expect(onUpdate).toEqual([
      { name: '"changed_at"', sql: 'now()' },
      { name: '"version"', sql: 'u."version" + 1' },
    ]);
  });

  it('determines the limits of its fields', async () => {
    const { limits } = await read(
      {
        nick: p.string().length(7).nullable(),
        mail: p.text(),
        code: p.character().length(3).nullable(),
        json: p.json().nullable(),
      },
      { fields: { userName: 'login', displayName: 'nick', email: 'mail', title: 'code' }, attributes: 'json' },
    );
    expect(limits).toEqual({
      fields: new Set(['userName', 'displayName', 'email', 'title']),
      maxLength: { userName: 255, displayName: 7, title: 3 },
      notNull: new Set(['userName', 'email']),
      attributes: true,
    });
  });

  it('has its names quoted', async () => {
    const entity = defineEntity({
      name: 'Odd',
      tableName: 'odd "table',
      schema: 'Some Schema',
      properties: { ...good, login: p.string().fieldName('log "in') },
    });
    const orm = await MikroORM.init({ dbName: 'memory://', entities: [entity] });
    const table = readUserTable(orm, { entity, ...binding });
    expect(table.name).toBe('"Some Schema"."odd ""table"');
    expect(textOf(table.fields.get('userName')!.asText('u'))).toBe('u."log ""in"');
  });
});

describe('the default filters of a user entity', () => {
  type Filters = Readonly<Record<string, object>>;
  const trash = p.datetime().nullable();
  const team = defineEntity({ name: 'Team', properties: { id: p.integer().primary(), name: p.string() } });

  async function host(filters: Filters, global: Filters = {}) {
    const properties = { ...good, deletedAt: trash, team: () => p.manyToOne(team).nullable() };
    const entity = defineEntity({ name: 'Person', properties, filters: filters as never });
    const orm = await MikroORM.init({ dbName: 'memory://', entities: [entity, team], filters: global as never });
    return { orm, table: readUserTable(orm, { entity, ...binding }) };
  }
  async function visible(filters: Filters, global?: Filters) {
    const condition = await (await host(filters, global)).table.visible();
    return condition && textOf(condition);
  }

  it('are one condition on the row, wherever they are declared', async () => {
    const cond = { deletedAt: null };
    expect(await visible({})).toBeUndefined();
    expect(await visible({ trash: { cond } })).toBeUndefined();
    expect(await visible({ trash: { cond, default: true } })).toBe('("u"."deleted_at" is null)');
    expect(await visible({ trash: { cond: () => cond, default: true } })).toBe('("u"."deleted_at" is null)');
    expect(await visible({}, { named: { cond: { login: { $ne: String.raw`o'\x?` } }, entity: ['Person'] } })).toBe(
      String.raw`("u"."login" !=  E'o''\\x?')`,
    );
    expect(
      await visible({}, { others: { cond: () => Promise.reject(new Error('not for people')), entity: ['Team'] } }),
    ).toBeUndefined();
    expect(await visible({ trash: { cond, default: true } }, { state: { cond: { state: 'on' } } })).toBe(
      `("u"."state" = 'on' and "u"."deleted_at" is null)`,
    );
  });

  it('may be added to the entity manager after the start', async () => {
    const { orm, table } = await host({ state: { cond: { state: 'on' }, default: true } });
    orm.em.addFilter({ name: 'late', cond: { deletedAt: null }, entity: 'Person' } as never);
    expect(textOf((await table.visible())!)).toBe(`("u"."deleted_at" is null and "u"."state" = 'on')`);
  });

  it.each<[string, object, RegExp]>([
    ['arguments', { cond: (given: { id: number }) => ({ team: given.id }) }, /"mine" needs arguments/],
    ['another table', { cond: { team: { name: 'x' } } }, /"mine" joins other tables/],
    [
      'a value that only a request has',
      { cond: () => ({ $or: [{ state: undefined }] }) },
      /"mine" needs arguments or fails outside of a request \(it compares with an undefined value\)/,
    ],
    [
      'a failing function',
      {
        cond: () => {
          throw new Error('no tenant');
        },
      },
      /"mine" needs arguments or fails outside of a request \(no tenant\)/,
    ],
  ])('are refused with their name when they need %s', async (_, filter, reason) => {
    const params = { reason: expect.stringMatching(reason) };
    const refused = visible({ mine: { default: true, ...filter } });
    await expect(refused).rejects.toMatchObject({ code: 'USER_ENTITY_UNSUPPORTED', params });
  });
});
