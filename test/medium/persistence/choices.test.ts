import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { empty } from './support/host-state.js';
import { anEntry, KINDS, openTestHost, type RunOptions, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const TARGETS = ['userName', 'principalName', 'email', 'employeeNumber', 'title', 'attributes.badge'] as const;

describe.each(KINDS)('a value that is still among several, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const run = (entries: readonly DirectoryUser[], options: RunOptions = {}) =>
    synchronize(host, entries, { targets: TARGETS, ...options });
  const ada = (emails: readonly string[], badges: readonly string[] = []) =>
    anEntry(
      'ada',
      { email: emails[0] ?? null },
      {
        attributes: badges[0] === undefined ? {} : { badge: badges[0] },
        choices: { email: emails, ...(badges.length > 0 && { 'attributes.badge': badges }) },
      },
    );
  const stored = async (userName = 'ada') =>
    (
      await host.sql<{ id: string }>(
        `select id::text, user_name, email, title, attributes ->> 'badge' as badge from identity_user where user_name = $1`,
        [userName],
      )
    )[0];

  it('stays in whatever order the server returns them, and is no change', async () => {
    await run([ada(['a@x', 'b@x'], ['1', '2'])]);
    const { counts } = await run([ada(['b@x', 'c@x', 'a@x'], ['2', '1'])]);
    expect(counts).toMatchObject({ read: 1, unchanged: 1, updated: 0 });
    expect(await stored()).toMatchObject({ email: 'a@x' });
  });

  it('is replaced by the first one as soon as it is not among them', async () => {
    await run([ada(['a@x', 'b@x'], ['1', '2'])]);
    const { id, counts } = await run([ada(['c@x', 'b@x'], ['3', '1'])]);
    expect(counts).toMatchObject({ updated: 1 });
    expect((await host.history.changes(id)).items).toMatchObject([
      { before: { email: 'a@x' }, after: { email: 'c@x' } },
    ]);
    expect(await stored()).toMatchObject({ email: 'c@x', badge: '1' });
  });

  it('stays in the form of texts', async () => {
    await run([ada(['José', 'b@x'])]);
    await host.sql(`update identity_user set email = e'  Jose\\u0301'`);
    expect((await run([ada(['b@x', 'José'])])).counts).toMatchObject({ updated: 1 });
    expect(await stored()).toMatchObject({ email: 'José' });
    expect((await run([ada(['b@x', 'José'])])).counts).toMatchObject({ unchanged: 1 });
  });

  it('does not stay in another case, and is compared with no other field', async () => {
    await run([ada(['a@x', 'b@x'])]);
    await host.sql(`update identity_user set title = 'b@x', email = 'A@x'`);
    const entry = ada(['b@x', 'a@x']);
    await run([{ ...entry, fields: { ...entry.fields, title: 't' } }]);
    expect(await stored()).toMatchObject({ email: 'b@x', title: 't' });
  });

  it('is that of a user whom a rule finds, too; a new user gets the first one', async () => {
    await host.sql(
      `insert into identity_user (user_name, email, employee_number, state, created_at, updated_at)
       values ('ada', 'b@x', '7', 'active', now(), now())`,
    );
    const bob = anEntry('bob', { email: 'c@x' }, { choices: { email: ['c@x', 'd@x'] } });
    const found = ada(['a@x', 'b@x']);
    const numbered = {
      ...found,
      fields: { ...found.fields, employeeNumber: '9' },
      choices: { ...found.choices, employeeNumber: ['9', '7'] },
    };
    expect((await run([numbered, bob])).counts).toMatchObject({ updated: 1, created: 1, problems: 0 });
    expect(await stored()).toMatchObject({ email: 'b@x' });
    expect(await stored('bob')).toMatchObject({ email: 'c@x' });
  });

  it('is what counts among unique values', async () => {
    await run([ada(['a@x', 'b@x'])]);
    const bob = anEntry('bob', { email: 'b@x' });
    const both = await run([ada(['b@x', 'a@x']), bob]);
    expect(both.counts).toMatchObject({ created: 1, unchanged: 1, problems: 0, incomplete: 0 });
    const eve = await run([ada(['b@x', 'a@x']), bob, anEntry('eve', { email: 'a@x' })]);
    expect((await host.history.problems(eve.id)).items).toMatchObject([
      { dn: 'uid=eve,dc=example', code: 'UNIQUE_VALUE_TAKEN', isPartial: true },
    ]);
  });

  it('stays as a user name, which nobody else then gets', async () => {
    const named = (names: readonly string[]) =>
      anEntry('1', { userName: names[0] ?? '' }, { choices: { userName: names } });
    await run([named(['ada', 'countess'])]);
    const { counts } = await run([named(['countess', 'ada']), anEntry('2', { userName: 'countess' })]);
    expect(counts).toMatchObject({ created: 1, unchanged: 1, problems: 0 });
    const taken = await run([named(['countess', 'ada']), anEntry('3', { userName: 'ADA' })]);
    expect((await host.history.problems(taken.id)).items).toMatchObject([{ dn: 'uid=3,dc=example' }]);
  });

  it('is no pinned value that the run would have written', async () => {
    await run([ada(['a@x', 'b@x'])]);
    const { id = '' } = (await stored()) ?? {};
    const pins = { email: { expiresAt: null } };
    await usersOf(host.persistence).change(id, { fields: {}, pins, reason: 'r', changedBy: 'olga' });
    expect((await run([ada(['b@x', 'a@x'])])).counts).toMatchObject({ unchanged: 1, pinned: 0 });
    expect((await run([ada(['b@x', 'c@x'])])).counts).toMatchObject({ unchanged: 1, pinned: 1 });
    expect(await stored()).toMatchObject({ email: 'a@x' });
  });
});
