import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { empty } from './support/host-state.js';
import { JudgedRuns, people } from './support/judged-runs.js';
import { anEntry, KINDS, openTestHost, type RunOptions, synchronize, type TestHost } from './support/test-host.js';
import { usersOf } from './support/users-of.js';

const JUDGED_TARGETS = ['userName', 'title', 'email', 'attributes.desk'] as const;
const TARGETS = ['userName', 'email', 'title', 'attributes.badge'] as const;
const SKIPPED = [
  { code: 'VALUE_INVALID', params: { attribute: 'mail', field: 'email' }, value: 'ada@@x' },
  { code: 'VALUE_UNREADABLE', params: { attribute: 'photo', field: 'attributes.badge' }, value: null },
] as const;
const LEFT = { kept: ['email', 'attributes.badge'], skipped: SKIPPED } as const;

describe.each(KINDS)('a person with a field that has no valid value, on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  beforeEach(() => empty(host));
  afterAll(() => host.close());

  const run = (ada: DirectoryUser, options: RunOptions = {}) =>
    synchronize(host, [ada, anEntry('bob')], { targets: TARGETS, ...options });
  const good = (title = 'Engineer') =>
    anEntry('ada', { email: 'ada@one.example', title }, { attributes: { badge: 'Q1' } });
  const bad = (title = 'Engineer') => anEntry('ada', { title }, LEFT);
  const ada = async () =>
    (
      await host.sql<{ id: string }>(
        `select id::text, email, title, attributes ->> 'badge' as badge from identity_user where user_name = 'ada'`,
      )
    )[0];

  it('is created without it', async () => {
    const { status, counts } = await run(bad());
    expect(counts).toMatchObject({ read: 2, created: 2, problems: 0, incomplete: 1 });
    expect(status).toBe('succeeded-with-problems');
    expect(await ada()).toMatchObject({ email: null, title: 'Engineer', badge: null });
  });

  it('keeps it, and gets everything else', async () => {
    await run(good());
    const { id, counts } = await run(bad('Countess'));
    expect(counts).toMatchObject({ read: 2, updated: 1, unchanged: 1, problems: 0, incomplete: 1 });
    expect(await ada()).toMatchObject({ email: 'ada@one.example', title: 'Countess', badge: 'Q1' });
    expect((await host.history.changes(id)).items).toMatchObject([{ after: { title: 'Countess' } }]);
    expect((await host.history.changes(id)).items[0]?.after).not.toHaveProperty('email');
  });

  it('has a problem for each such field, beside the outcome', async () => {
    await run(good());
    const { id, counts } = await run(bad());
    expect(counts).toMatchObject({ read: 2, unchanged: 2, problems: 0, incomplete: 1 });
    const of = { runId: id, dn: 'uid=ada,dc=example', isPartial: true };
    expect((await host.history.problems(id)).items).toMatchObject(SKIPPED.map((problem) => ({ ...of, ...problem })));
    expect((await host.history.summary(id)).problems).toMatchObject([
      { code: 'VALUE_INVALID', field: 'email', problems: 1 },
      { code: 'VALUE_UNREADABLE', field: 'attributes.badge', problems: 1 },
    ]);
  });

  it('is not incomplete, but a problem, if nothing of it is written', async () => {
    await run(good());
    await host.sql(`update identity_user set role = 'administrator' where user_name = 'ada'`);
    const { id, counts } = await run(anEntry('ada', {}, LEFT));
    expect(counts).toMatchObject({ read: 2, unchanged: 1, problems: 1, incomplete: 0 });
    expect((await host.history.problems(id)).items).toMatchObject([{ code: 'USER_PROTECTED', isPartial: false }]);
  });

  it('takes over nobody by user name if the principal name is not valid, but remains linked', async () => {
    const problem = { code: 'VALUE_INVALID', params: { attribute: 'upn', field: 'principalName' }, value: 'jane@@x' };
    const invalid = { kept: ['principalName'], skipped: [problem] } as unknown as typeof LEFT;
    const targets = ['userName', 'principalName', 'title'] as const;
    await run(anEntry('ada', { principalName: 'ada@one.example' }), { targets });
    await host.sql(
      `insert into identity_user (user_name, principal_name, state, created_at, updated_at)
       values ('smith', 'john@one.example', 'active', now(), now())`,
    );
    const read = [anEntry('ada', {}, invalid), anEntry('smith', {}, invalid), anEntry('new', {}, invalid)];
    const { id, counts } = await synchronize(host, read, { targets });
    expect(counts).toMatchObject({ read: 3, created: 1, unchanged: 1, problems: 1, incomplete: 2 });
    expect((await host.history.problems(id)).items.filter(({ isPartial }) => !isPartial)).toMatchObject([
      { dn: 'uid=smith,dc=example', code: 'NAME_TAKEN' },
    ]);
  });

  it('is not incomplete any more if its change is refused', async () => {
    await run(good());
    const { counts } = await run(bad('Countess'), {
      beforeApply: async (_, planned) => {
        expect(planned).toMatchObject({ updated: 1, problems: 0, incomplete: 1 });
        await host.sql(`update identity_user set title = 'Queen' where user_name = 'ada'`);
      },
    });
    expect(counts).toMatchObject({ read: 2, updated: 0, unchanged: 1, problems: 1, incomplete: 0 });
  });

  it('loses no value, and is one of many with the same cause for the guards', async () => {
    const judged = new JudgedRuns(() => host);
    const staff = people(30);
    await synchronize(host, staff, { targets: JUDGED_TARGETS });
    const [skipped] = SKIPPED;
    const left = staff.map(({ fields: { userName = null }, ...person }) => {
      return { ...person, fields: { userName }, kept: ['title', 'email'] as const, skipped: [skipped] };
    });
    const { evidence, findings } = await judged.judged(left);
    expect(findings).toMatchObject([{ guard: 'oneCause', field: 'email', people: 30, total: 30 }]);
    expect(evidence).toMatchObject({ emptied: [], problems: [], causes: [{ code: 'VALUE_INVALID', field: 'email' }] });
  });

  it('has no pinned value that the run would have written', async () => {
    await run(good());
    const { id = '' } = (await ada()) ?? {};
    const pins = { email: { expiresAt: null }, 'attributes.badge': { expiresAt: null } };
    await usersOf(host.persistence).change(id, { fields: {}, pins, reason: 'r', changedBy: 'olga' });
    expect((await run(bad())).counts).toMatchObject({ unchanged: 2, incomplete: 1, pinned: 0 });
    expect((await run(anEntry('ada', { email: 'x@y.example', title: 'Engineer' }))).counts).toMatchObject({
      pinned: 1,
    });
  });

  it('cannot be given the value that another one keeps', async () => {
    await run(good());
    const taker = anEntry('eve', { email: 'ada@one.example' });
    const { id, counts } = await synchronize(host, [bad(), taker], { targets: TARGETS });
    expect(counts).toMatchObject({ unchanged: 1, created: 1, problems: 0, incomplete: 2 });
    expect((await host.history.problems(id)).items).toContainEqual(
      expect.objectContaining({ code: 'UNIQUE_VALUE_TAKEN', dn: taker.dn, isPartial: true }),
    );
  });
});
