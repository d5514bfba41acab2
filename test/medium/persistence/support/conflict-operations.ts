import fc from 'fast-check';
import type { RawEntry } from './conflict-directory.js';

const option = <T>(arbitrary: fc.Arbitrary<T>, freq: number) => fc.option(arbitrary, { nil: null, freq });

const stableIds = fc.constantFrom('s0', 's1', 's2', 's3', 's4', 's5');
/** Few names for many people, two of which differ only in case. */
const names = fc.constantFrom('ada', 'Ada', 'bo', 'cy', 'di', 'ed', 'fay');
const principals = fc.constantFrom('ada@corp', 'bo@corp', 'CY@corp', 'cy@corp', 'di@corp');
const mails = fc.constantFrom('a@one.example', 'b@one.example', 'c@one.example', 'd@one.example', 'e@one.example');
const titles = fc.constantFrom('1', '2');
const units = fc.constantFrom('1', '2');

/** One in ten has no name, one in twelve an address that is none. */
const raw: fc.Arbitrary<RawEntry> = fc.record({
  unit: units,
  uid: option(names, 9),
  upn: option(principals, 2),
  mail: option(fc.oneof({ weight: 11, arbitrary: mails }, { weight: 1, arbitrary: fc.constant('none') }), 4),
  title: option(titles, 4),
});

const enter = fc.record({ what: fc.constant('enter'), stableId: stableIds, raw });
export const enteredPeople = fc.array(enter, { minLength: 3, maxLength: 7 });

const attributes = fc.constantFrom('uid', 'upn', 'mail', 'title');
const positions = fc.nat({ max: 20 });

const localUser = fc.record({
  what: fc.constant('local user'),
  user: fc.record({
    userName: names,
    principalName: option(principals, 2),
    email: option(mails, 2),
    title: option(titles, 3),
    state: fc.constantFrom('active', 'inactive'),
    isProtected: fc.constantFrom(false, false, false, false, true),
  }),
});

const edited = fc.oneof(
  fc.record({ field: fc.constant('userName'), value: names }),
  fc.record({ field: fc.constant('principalName'), value: option(principals, 4) }),
  fc.record({ field: fc.constant('email'), value: option(mails, 4) }),
  fc.record({ field: fc.constant('title'), value: option(titles, 4) }),
  fc.record({ field: fc.constant('state'), value: fc.constantFrom('active', 'inactive') }),
);

/** What happens in the directory, what other programs do to the users, and what runs do. */
export const conflictOperation = fc.oneof(
  { weight: 6, arbitrary: enter },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('leave'), stableId: stableIds }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('close unit'), unit: units }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('lose'), attribute: attributes }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('exchange'), attribute: attributes, ids: fc.tuple(stableIds, stableIds) }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('new domain') }) },
  { weight: 4, arbitrary: localUser },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('edit'), position: positions, change: edited }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('take'), position: positions }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('delete'), position: positions }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('run') }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('judged'), isApproved: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('plan') }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('approve'), position: positions }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('resume'), position: positions }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('break off'),
      chunks: fc.integer({ min: 0, max: 2 }),
      isKilled: fc.boolean(),
    }),
  },
);
export type ConflictOperation = typeof conflictOperation extends fc.Arbitrary<infer T> ? T : never;
