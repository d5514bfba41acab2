import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { randomCases } from '../../support/random-cases.js';
import { type ConflictOperation, conflictOperation, enteredPeople } from './support/conflict-operations.js';
import { ConflictWorld } from './support/conflict-world.js';
import { KINDS, openTestHost, type TestHost } from './support/test-host.js';

/** One entry takes over a user whose name another entry has, too, who contradicts that user. */
const CONTRADICTED: ConflictOperation[] = [
  {
    what: 'local user',
    user: { userName: 'Ada', principalName: 'ada@corp', email: null, title: null, state: 'active', isProtected: false },
  },
  { what: 'enter', stableId: 's1', raw: { unit: '1', uid: 'ada', upn: 'di@corp', mail: null, title: null } },
  { what: 'enter', stableId: 's0', raw: { unit: '1', uid: 'ada', upn: null, mail: null, title: null } },
];

describe.each(KINDS)(
  'any mixture of local users, names that conflict, entries that are not valid, stopped runs, approvals and kills on %s',
  (kind) => {
    let host: TestHost;
    beforeAll(async () => {
      host = await openTestHost(kind);
    });
    afterAll(() => host.close());

    it('leads to what the model says: matched by name, refused where values conflict, stopped by each guard', async () => {
      await fc.assert(
        fc.asyncProperty(
          enteredPeople,
          fc.array(conflictOperation, { minLength: 5, maxLength: 14 }),
          async (entries, operations) => {
            const world = await ConflictWorld.empty(host);
            for (const each of [...entries, ...operations]) {
              await world.perform(each);
              await world.expectState();
            }
            await world.expectSettled();
          },
        ),
        randomCases({ runs: 10, examples: [[[], CONTRADICTED]] }),
      );
    }, 3_600_000);
  },
);
