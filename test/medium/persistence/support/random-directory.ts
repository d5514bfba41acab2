import fc from 'fast-check';
import { DEFAULT_MATCHING, MATCHING_FIELDS } from '../../../../src/contract/matching.js';
import type { KeptField, ModelEntry, ModelLink, ModelUser, PlanInput } from './plan-model.js';

/** Few names for many users, so that most inputs have several conflicts. */
const name = fc.constantFrom('a', 'A', 'b', 'B', 'c', 'd', 'é', 'É');
const principal = fc.option(fc.constantFrom('p', 'P', 'q', 'r'), { nil: null, freq: 2 });
const email = fc.option(fc.constantFrom('x', 'y', 'z', 'w'), { nil: null, freq: 2 });
const employeeNumber = fc.option(fc.constantFrom('1', '2', '3', 'e4', 'E4'), { nil: null, freq: 1 });
const text = fc.option(fc.constantFrom('t', 'T\t\\N', ''), { nil: null });

const userId = (index: number) => `00000000-0000-4000-8000-00000000000${index}`;

const user = fc.record({
  userName: name,
  principalName: principal,
  email,
  title: text,
  badge: text,
  employeeNumber,
  state: fc.constantFrom('active', 'active', 'inactive'),
  source: fc.constantFrom('LDAP', 'LDAP', null),
  isProtected: fc.constantFrom(false, false, false, false, true),
  isHidden: fc.constantFrom(false, false, false, true),
});

const entry = fc.record({
  stableId: fc.constantFrom('s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9'),
  userName: name,
  principalName: principal,
  email,
  title: text,
  badge: text,
  employeeNumber,
  isReadAgain: fc.constantFrom(false, false, true),
  isRejected: fc.constantFrom(false, false, false, false, false, false, true),
  kept: fc.oneof(
    { arbitrary: fc.constant<readonly KeptField[]>([]), weight: 4 },
    {
      arbitrary: fc.subarray<KeptField>(['employeeNumber', 'principalName', 'email', 'title', 'badge'], {
        minLength: 1,
      }),
      weight: 1,
    },
  ),
});

const link = fc.record({
  pool: fc.constantFrom('main', 'main', 'main', 'other'),
  stableId: fc.constantFrom('s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9'),
  user: fc.nat({ max: 7 }),
  entry: fc.nat({ max: 7 }),
});

/** A directory, a users table and links between them, as the tables' own constraints allow them. */
export const planInputs: fc.Arbitrary<PlanInput> = fc
  .record({
    users: fc.array(user, { maxLength: 6 }),
    entries: fc.array(entry, { minLength: 1, maxLength: 7 }),
    links: fc.array(link, { maxLength: 6 }),
    matching: fc.oneof(fc.constant(DEFAULT_MATCHING), fc.shuffledSubarray([...MATCHING_FIELDS])),
  })
  .map(({ users, entries, links, matching }) => ({
    matching,
    users: uniqueBy(
      uniqueBy(
        users.map((each, index): ModelUser => ({ id: userId(index), ...each })),
        (each) => each.userName,
      ),
      (each) => each.email ?? each.id,
    ),
    entries: entries.map(({ isReadAgain, ...each }, index): ModelEntry => {
      const first = entries.findIndex(({ stableId }) => stableId === each.stableId);
      const dn = isReadAgain && first < index ? `CN=${first}` : `cn=${index}`;
      return { ...each, ...valuesLeft(each.kept), dn };
    }),
    links: uniqueBy(
      uniqueBy(
        links.map((each): ModelLink => ({
          pool: each.pool,
          stableId: each.stableId,
          userId: userId(each.user),
          dn: `cn=${each.entry}`,
        })),
        (each) => `${each.pool} ${each.stableId}`,
      ),
      (each) => `${each.pool} ${each.userId}`,
    ),
  }));

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

function valuesLeft(kept: readonly KeptField[]): Readonly<Partial<Record<KeptField, null>>> {
  return Object.fromEntries(kept.map((field) => [field, null]));
}
