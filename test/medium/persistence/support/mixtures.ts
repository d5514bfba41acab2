import fc from 'fast-check';
import { FIELDS } from './mixture-model.js';

const names = fc.constantFrom('ada', 'bo', 'cy', 'di', 'ed');
const values = fc.constantFrom('1', '2', '3');
/** Of the three states of the host, people can choose the two that its binding names. */
const handStates = fc.constantFrom('1', '2');
const entry = fc.record({ what: fc.constant('enter'), name: names, title: values, email: values, unit: values });

/** Whom the directory has at first. */
export const people = fc.uniqueArray(entry, { minLength: 3, selector: ({ name }) => name });

/** What an administrator, an operator, another program or a broken process does. */
export const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: entry,
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('retitle'), newTitle: values }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('leave'), name: names }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('edit'),
      name: names,
      field: fc.constantFrom(...FIELDS, 'deleted' as const),
      value: values,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('pin'),
      name: names,
      pinned: fc.constantFrom(...FIELDS),
      isSet: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('change by hand'),
      name: names,
      changes: fc.record({ title: values, email: values, state: handStates }, { requiredKeys: [] }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('run') }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('judged'), isApproved: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('configure'), shape: fc.constantFrom('a', 'b') }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('one'), person: names }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('plan') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('break off'),
      chunks: fc.integer({ min: 0, max: 2 }),
      isKilled: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom('approve', 'resume'),
      run: fc.nat({ max: 20 }),
      isLate: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('revert'),
      run: fc.nat({ max: 20 }),
      people: fc.option(fc.uniqueArray(names, { minLength: 1 })),
      fields: fc.option(fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 1 })),
    }),
  },
);
export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;
