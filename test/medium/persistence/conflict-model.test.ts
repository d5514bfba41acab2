import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';

import { conflictOperation, enteredPeople } from './support/conflict-operations.js';
import { ConflictWorld } from './support/conflict-world.js';
import { KINDS, openTestHost, type TestHost } from './support/test-host.js';

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
        { numRuns: Number(process.env['MIXTURE_RUNS'] ?? 25) },
      );
    }, 3_600_000);
  },
);
