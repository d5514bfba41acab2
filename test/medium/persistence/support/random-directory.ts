import fc from 'fast-check';
import { DEFAULT_MATCHING, MATCHING_FIELDS } from '../../../../src/contract/matching.js';
import type { Choices } from './plan-model-choices.js';
import type { KeptField, ModelEntry, ModelLink, ModelUser, PlanInput } from './plan-model.js';

/** Few names for many users, so that most inputs have several conflicts. */
const name = fc.constantFrom('a', 'A', 'b', 'B', 'c', 'd', 'é', 'É');
const principal = fc.option(fc.constantFrom('p', 'P', 'q', 'r'), { nil: null, freq: 2 });
const email = fc.option(fc.constantFrom('x', 'y', 'z', 'w'), { nil: null, freq: 2 });
const employeeNumber = fc.option(fc.constantFrom('1', '2', '3', 'e4', 'E4'), { nil: null, freq: 1 });
const text = fc.option(fc.constantFrom('t', 'T\t\\N', ''), { nil: null });

const several = (value: fc.Arbitrary<string | null>) => fc.array(value, { minLength: 1, maxLength: 2 });

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
  choices: fc.option(
    fc.record(
      {
        userName: several(name),
        principalName: several(principal),
        email: several(email),
        title: several(text),
        badge: several(text),
      },
      { requiredKeys: [] },
    ),
    { nil: {}, freq: 1 },
  ),
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
    matchingOtherPools: fc.boolean(),
    matching: fc.oneof(fc.constant(DEFAULT_MATCHING), fc.shuffledSubarray([...MATCHING_FIELDS])),
  })
  .map(({ users, entries, links, matching, matchingOtherPools }) => ({
    matching,
    matchingOtherPools,
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
      const values = { ...each, ...valuesLeft(each.kept) };
      return { ...values, choices: choicesOf(values, each.choices), dn };
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

/** Those of fields that have a value, and others. */
function choicesOf(
  values: Readonly<Record<keyof Choices, string | null>>,
  others: Readonly<Partial<Record<keyof Choices, readonly (string | null)[]>>>,
): Choices | undefined {
  const choices = (Object.keys(others) as (keyof Choices)[]).flatMap((field) => {
    const all = [values[field], ...(others[field] ?? [])].filter((value) => value !== null);
    return values[field] === null ? [] : [[field, [...new Set(all)]] as const];
  });
  return choices.length === 0 ? undefined : Object.fromEntries(choices);
}
