import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { randomCases } from '../../support/random-cases.js';
import { MixtureWorld } from './support/mixture-world.js';
import { operation, people, type Operation } from './support/mixtures.js';
import { KINDS, openTestHost, type TestHost } from './support/test-host.js';

/** A user whom another program deletes with the link, and whose entry leaves the directory. */
const DELETED_WITH_LINK: Extract<Operation, { readonly what: 'enter' }>[] = (['cy', 'ada', 'ed'] as const).map(
  (name) => ({
    what: 'enter',
    name,
    title: '1',
    email: '1',
    unit: '1',
  }),
);
const LEFT_AND_REVERTED: Operation[] = [
  { what: 'judged', isApproved: false },
  { what: 'edit', name: 'cy', field: 'deleted', value: '1' },
  { what: 'leave', name: 'cy' },
  { what: 'judged', isApproved: false },
  { what: 'revert', run: 0, people: null, fields: null },
  { what: 'run' },
];

describe.each(KINDS)(
  'any mixture of edits, changes by hand, pins, runs for all and for one, stopped runs, plans, approvals, kills, resumptions, settings and reverts on %s',
  (kind) => {
    let host: TestHost;
    beforeAll(async () => {
      host = await openTestHost(kind);
    });
    afterAll(() => host.close());

    it('leads to what the model says, and to the directory in the end', async () => {
      await fc.assert(
        fc.asyncProperty(people, fc.array(operation, { minLength: 5, maxLength: 14 }), async (entries, operations) => {
          const world = await MixtureWorld.empty(host);
          for (const each of [...entries, ...operations]) {
            await world.perform(each);
            await world.expectUsers();
          }
          await world.perform({ what: 'run' });
          await world.expectDirectory();
          await world.expectOrigins();
        }),
        randomCases({ runs: 8, examples: [[DELETED_WITH_LINK, LEFT_AND_REVERTED]] }),
      );
    }, 3_600_000);
  },
);
