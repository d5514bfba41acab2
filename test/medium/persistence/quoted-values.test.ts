import { defineEntity, p } from '@mikro-orm/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { UserBinding } from '../../../src/contract/user-binding.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const ON = `it's "on"; -- \\`;
const NAME = `o'brien"s`;

const Employee = defineEntity({
  name: 'Employee',
  tableName: 'employee',
  properties: {
    id: p.integer().primary(),
    login: p.text(),
    condition: p.text().nullable(),
    further: p.json<Record<string, unknown>>().nullable(),
  },
});
const users = {
  entity: Employee,
  fields: { userName: 'login' },
  state: { property: 'condition', active: ON },
  attributes: 'further',
} as unknown as UserBinding;

describe.each(KINDS)('values with quotes on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind, { users });
  });
  afterAll(() => host.close());

  it('are stored unchanged as state, attribute name and attribute value', async () => {
    await host.sql(`insert into employee (login, condition) values ('grace', 'it''s off')`);
    const targets = ['userName', `attributes.${NAME}`] as const;
    const entries = ['ada', 'grace'].map((id) => anEntry(id, {}, { attributes: { [NAME]: `';--"${id}` } }));

    expect((await synchronize(host, entries, { targets })).counts).toMatchObject({ created: 1, activated: 1 });

    expect(await host.sql('select login, condition, further from employee order by login')).toEqual(
      ['ada', 'grace'].map((login) => ({ login, condition: ON, further: { [NAME]: `';--"${login}` } })),
    );
    expect((await synchronize(host, entries, { targets })).counts).toMatchObject({ unchanged: 2 });
  });
});
