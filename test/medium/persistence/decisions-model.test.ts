import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CONFLICT_CHOICES, CONFLICT_CODES } from '../../../src/contract/conflicts.js';
import { changesIn } from '../../../src/contract/change-kinds.js';
import type { DirectoryUser } from '../../../src/mapping/directory-user.js';
import { sumOf } from '../../../src/persistence/runs/run-counts.js';
import { randomCases } from '../../support/random-cases.js';
import { decide } from './support/deciding.js';
import { empty } from './support/host-state.js';
import { revert } from './support/reverting.js';
import { anEntry, KINDS, openTestHost, synchronize, type TestHost } from './support/test-host.js';

const NAMES = ['ada', 'Ada', 'ada.former', 'grace', 'alan'] as const;
const NUMBERS = [undefined, '1', '2'] as const;

interface WorldEntry {
  readonly id: number;
  readonly name: string;
  readonly principal: string | undefined;
  readonly number: string | undefined;
  readonly title: string;
}

/** An entry of a small world, in which names, addresses and numbers meet again under other ids. */
const entry: fc.Arbitrary<WorldEntry> = fc.record({
  id: fc.nat({ max: 7 }),
  name: fc.constantFrom(...NAMES),
  principal: fc.option(fc.constantFrom(...NAMES), { nil: undefined }),
  number: fc.constantFrom(...NUMBERS),
  title: fc.constantFrom('one', 'two'),
});
const read = fc.uniqueArray(entry, { maxLength: 5, selector: ({ id }) => id });

function toEntry({ id, name, principal, number, title }: WorldEntry): DirectoryUser {
  const more = {
    ...(principal && { principalName: `${principal}@example.org` }),
    ...(number && { employeeNumber: number }),
  };
  return anEntry(`id${id}`, { userName: name, title, ...more });
}

const OPTIONS = { targets: ['userName', 'principalName', 'title', 'employeeNumber', 'email'] } as const;

describe.each(KINDS)('decisions about any conflicts on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  const users = async () =>
    new Map(
      (
        await host.sql<{ id: string; row: string }>(
          `select id::text, (to_jsonb(u) - 'updated_at' - 'version')::text as row from identity_user u`,
        )
      ).map(({ id, row }) => [id, row]),
    );
  const links = () => host.sql('select * from directory_link order by stable_id');

  it('lose and duplicate nobody, leave nothing to do, and are turned back', async () => {
    const world = fc.record({
      reads: fc.array(read, { minLength: 1, maxLength: 2 }),
      last: read,
      choice: fc.constantFrom(...CONFLICT_CHOICES),
      code: fc.constantFrom(...CONFLICT_CODES.slice(0, 4)),
      isDeleted: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ reads, last, choice, code, isDeleted }) => {
        await empty(host);
        for (const each of reads) await synchronize(host, each.map(toEntry), OPTIONS);
        if (isDeleted)
          await host.sql('delete from identity_user where id = (select min(id::text)::uuid from identity_user)');
        const entries = last.map(toEntry);
        await synchronize(host, entries, OPTIONS);
        const [before, linksBefore] = [await users(), await links()];

        const run = await decide(host, { choice, code }, entries, OPTIONS);
        expect(run.counts.read).toBe(sumOf(run.counts));
        const after = await users();
        expect([...before.keys()].filter((id) => !after.has(id))).toEqual([]);
        expect(
          await host.sql(
            `select lower(user_name) from identity_user group by 1 having count(*) > 1
           union all select lower(principal_name) from identity_user group by 1 having count(*) > 1 and lower(principal_name) is not null
           union all select user_id from directory_link group by 1 having count(*) > 1`,
          ),
        ).toEqual([]);
        const next = await synchronize(host, entries, OPTIONS);
        expect(changesIn(next.counts)).toBe(0);

        if (changesIn(run.counts) === 0) return;
        const reverted = await revert(host, run.id);
        if (reverted.problems.length > 0) return;
        const again = await users();
        expect([...before].filter(([id, row]) => again.get(id) !== row)).toEqual([]);
        // A link to a deleted user may have been replaced.
        const isOfBefore = ({ user_id: id }: Record<string, unknown>) => before.has(String(id));
        const known = new Set(linksBefore.map(({ stable_id: id }) => id));
        const kept = (await links()).filter((link) => isOfBefore(link) && known.has(link['stable_id']));
        expect(kept).toHaveLength(linksBefore.filter(isOfBefore).length);
      }),
      randomCases({ runs: 12 }),
    );
  });
});
