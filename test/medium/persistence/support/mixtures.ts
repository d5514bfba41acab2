import fc from 'fast-check';
import { FIELDS } from './mixture-model.js';

const names = fc.constantFrom('ada', 'bo', 'cy', 'di', 'ed');
const values = fc.constantFrom('1', '2', '3');
/** What an administrator, an operator, another program or a broken process does. */
export const operation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ what: fc.constant('enter'), name: names, title: values, email: values, unit: values }),
  },
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
  { weight: 2, arbitrary: fc.record({ what: fc.constant('run') }) },
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
    weight: 2,
    arbitrary: fc.record({ what: fc.constantFrom('approve', 'resume', 'revert'), run: fc.nat({ max: 5 }) }),
  },
);
export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;
