import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { randomCases } from '../../support/random-cases.js';
import { MixtureWorld } from './support/mixture-world.js';
import { operation, people } from './support/mixtures.js';
import { KINDS, openTestHost, type TestHost } from './support/test-host.js';

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
        randomCases({ runs: 8 }),
      );
    }, 3_600_000);
  },
);
