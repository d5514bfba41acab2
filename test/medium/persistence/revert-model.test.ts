import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/contract/run-rows.js';
import { sumOf } from '../../../src/persistence/runs/run-counts.js';
import { randomCases } from '../../support/random-cases.js';
import type { ModelEntry, PlanInput } from './support/plan-model.js';
import { insertRows } from './support/plan-rows.js';
import { planInputs } from './support/random-directory.js';
import { revert, type PlannedRevert } from './support/reverting.js';
import { KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const FIELDS = ['userName', 'principalName', 'email', 'title', 'attributes.badge', 'state', 'source'] as const;
const TARGETS = ['userName', 'principalName', 'email', 'title', 'attributes.badge'] as const;
type Field = (typeof FIELDS)[number];
type User = Readonly<Record<Field, string | null>>;
type Users = ReadonlyMap<string, User>;

/** What someone does after the run: to the user at a position, unless there are fewer. */
const edit = fc.record({
  user: fc.nat({ max: 9 }),
  field: fc.constantFrom(...FIELDS, 'deleted' as const),
  // Some of the values are those that the run takes away or gives.
  value: fc.constantFrom('a', 'B', 'x', 'p', 't', 'own'),
});

const scope = fc.record({
  fields: fc.option(fc.constantFrom(...FIELDS), { nil: null, freq: 3 }),
  /** Which of the changed users: a bit each. */
  users: fc.option(fc.nat({ max: 1023 }), { nil: null, freq: 3 }),
});

/** A user who is turned back but for a field that someone changed after the run. */
const EDITED_MEANWHILE: PlanInput = {
  matching: [],
  users: [
    {
      id: '00000000-0000-4000-8000-000000000000',
      userName: 'a',
      principalName: null,
      email: null,
      title: null,
      badge: null,
      employeeNumber: null,
      state: 'active',
      source: 'LDAP',
      isProtected: false,
      isHidden: false,
    },
  ],
  entries: [
    {
      stableId: 's0',
      userName: 'a',
      principalName: null,
      email: 'x',
      title: null,
      badge: 't',
      employeeNumber: null,
      isRejected: false,
      kept: [],
      dn: 'cn=0',
    },
  ],
  links: [],
};
const EDITS = [{ user: 0, field: 'email', value: 'a' } as const];
const EVERYTHING = { fields: null, users: null };

describe.each(KINDS)('a revert on %s, compared with the model', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it('leaves everything as it was before the run, except what others changed, and can itself be reverted', async () => {
    await fc.assert(
      fc.asyncProperty(planInputs, fc.array(edit, { maxLength: 4 }), scope, async (input, edits, part) => {
        await insertRows(host, { ...input, users: input.users.map((user) => ({ ...user, isHidden: false })) });
        const guarded = new Set(input.users.filter(({ isProtected }) => isProtected).map(({ id }) => id));
        const before = await readUsers(host);
        const run = await synchronize(host, input.entries.filter(({ isRejected }) => !isRejected).map(toEntry), {
          targets: TARGETS,
        });
        const written = await readUsers(host);
        const links = await linksOf(host);
        await performEdits(host, [...written.keys()], edits);
        const edited = await readUsers(host);

        const changed = [...written.keys()].filter((id) => differs(before.get(id), written.get(id)));
        const users = part.users === null ? null : changed.filter((_, index) => (part.users ?? 0) & (1 << index));
        const fields = part.fields === null ? null : [part.fields];
        const isMeant = (id: string, field: Field) =>
          (users?.includes(id) ?? true) && (fields?.includes(field) ?? true);

        const reverted = await revert(host, run.id, { users, fields });
        const after = await readUsers(host);

        const conflicts = usersIn(reverted, ['UNIQUE_VALUE_TAKEN', 'WRITE_REFUSED']);
        const expected = new Map(
          [...edited].map(([id, user]) => {
            if (conflicts.has(id) || guarded.has(id)) return [id, user];
            return [id, turnedBack(user, before.get(id), written.get(id), (field) => isMeant(id, field))];
          }),
        );
        expect(after).toEqual(expected);
        for (const id of conflicts) expect(wouldConflict(id, edited, before)).toBe(true);
        expect(reverted.run.counts.read).toBe(sumOf(reverted.run.counts));

        const left = reverted.problems.filter(({ code }) => code === 'CHANGED_SINCE');
        expect(new Map(left.map((problem) => [userOf(problem), problem.params['field']]))).toEqual(
          new Map(
            [...edited].flatMap(([id, user]) => {
              const names = changedSince(user, before.get(id), written.get(id), (field) => isMeant(id, field));
              return names.length > 0 && !conflicts.has(id) && !guarded.has(id) ? [[id, names.join(', ')]] : [];
            }),
          ),
        );

        if (reverted.changes.length > 0) await revert(host, reverted.run.id);
        expect(await readUsers(host)).toEqual(edited);
        expect(await linksOf(host)).toEqual(links);
      }),
      randomCases({ runs: 12, examples: [[EDITED_MEANWHILE, [...EDITS], EVERYTHING]] }),
    );
  }, 3_600_000);
});

function turnedBack(
  user: User,
  before: User | undefined,
  written: User | undefined,
  isMeant: (field: Field) => boolean,
) {
  const next: Record<Field, string | null> = { ...user };
  for (const field of FIELDS) {
    const old = oldValue(before, written, field);
    if (old !== undefined && isMeant(field) && user[field] === written?.[field]) next[field] = old;
  }
  return next;
}

function changedSince(
  user: User,
  before: User | undefined,
  written: User | undefined,
  isMeant: (field: Field) => boolean,
) {
  const names: readonly Field[] = [
    'userName',
    'principalName',
    'email',
    'title',
    'source',
    'state',
    'attributes.badge',
  ];
  return names.filter((field) => {
    const old = oldValue(before, written, field);
    return old !== undefined && isMeant(field) && user[field] !== written?.[field] && user[field] !== old;
  });
}

/** What the run replaced; undefined if it left the field as it was. Of a created user, only the state is turned back. */
function oldValue(before: User | undefined, written: User | undefined, field: Field): string | null | undefined {
  if (!written) return undefined;
  if (!before) return field === 'state' ? 'inactive' : undefined;
  return before[field] === written[field] ? undefined : before[field];
}

/** Whether a value that the user had before the run belongs to another user by now. */
function wouldConflict(id: string, edited: Users, before: Users): boolean {
  const old = before.get(id);
  const isHeld = (field: Field) =>
    [...edited].some(
      ([other, user]) =>
        other !== id && old?.[field] != null && user[field]?.toLowerCase() === old[field].toLowerCase(),
    );
  return isHeld('userName') || isHeld('principalName') || isHeld('email');
}

function differs(one: User | undefined, other: User | undefined): boolean {
  return FIELDS.some((field) => one?.[field] !== other?.[field]);
}

function usersIn({ problems }: PlannedRevert, codes: readonly string[]): ReadonlySet<string> {
  return new Set(problems.filter(({ code }) => codes.includes(code)).map(userOf));
}

function userOf({ params }: Problem): string {
  return String(params['userId']);
}

async function performEdits(
  host: TestHost,
  ids: readonly string[],
  edits: readonly { readonly user: number; readonly field: Field | 'deleted'; readonly value: string }[],
): Promise<void> {
  for (const { user, field, value } of edits) {
    const id = ids[user];
    if (id === undefined) continue;
    const statement = {
      deleted: 'delete from identity_user where id = $1::text::uuid and $2::text is not null',
      state: `update identity_user set state = case $2::text when 'own' then 'locked' else 'inactive' end::user_state where id = $1::text::uuid`,
      'attributes.badge': `update identity_user set attributes = attributes || jsonb_build_object('badge', $2::text) where id = $1::text::uuid`,
      userName: setting('user_name'),
      principalName: setting('principal_name'),
      email: setting('email'),
      title: setting('title'),
      source: setting('source'),
    }[field];
    // Some values are taken: then nobody edits.
    await host.sql(statement, [id, value]).catch(() => []);
  }
}

function setting(column: string): string {
  return `update identity_user set ${column} = $2::text where id = $1::text::uuid`;
}

async function readUsers(host: TestHost): Promise<Users> {
  const rows = await host.sql<{ id: string; values: string }>(
    `select id::text, json_build_object('userName', user_name, 'principalName', principal_name, 'email', email,
       'title', title, 'attributes.badge', attributes ->> 'badge', 'state', state::text, 'source', source)::text as "values"
     from identity_user order by id`,
  );
  return new Map(rows.map(({ id, values }) => [id, JSON.parse(values) as User]));
}

async function linksOf(host: TestHost): Promise<readonly object[]> {
  return host.sql('select data_pool, stable_id, user_id, dn from directory_link order by 1, 2');
}

function toEntry({ stableId, dn, badge, userName, principalName, email, title }: ModelEntry) {
  return {
    stableId,
    dn,
    fields: { userName, principalName, email, title },
    attributes: Object.fromEntries(badge === null ? [] : [['badge', badge]]) as Record<string, string>,
  };
}
