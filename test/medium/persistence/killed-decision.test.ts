import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { randomSeed } from '../../support/random-cases.js';
import { expectEqual } from './support/expectations.js';
import { empty, restore, save, untruthfulRuns } from './support/host-state.js';
import { carryOut, type Decided, DECISIONS, OLD, peopleOf, queueDecision } from './support/killed-decisions.js';
import { killServicesAt } from './support/killed-services.js';
import { openTestHost, servicesOver, synchronize, type TestHost } from './support/test-host.js';

/** Every so many statements a process is killed, from a different one for each seed. `KILL_STEP=1`: before each statement. */
const STEP = Number(process.env['KILL_STEP'] ?? 8);
const CASES = DECISIONS.map((decided, index) => ({ ...decided, first: 1 + ((randomSeed() + 3 * index) % STEP) }));

describe('a process on PostgreSQL that', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
  });
  afterAll(() => host.close());

  async function prepare(decided: Decided): Promise<string> {
    await empty(host);
    await synchronize(host, OLD);
    await host.sql(`delete from identity_user where user_name = any('{${decided.deleted.join()}}')`);
    const runId = await queueDecision(host, decided);
    await save(host);
    return runId;
  }

  it.each(CASES)(
    `decides to $choice is resumed to what the plan said: killed before statement $first and each ${STEP}th one after it`,
    async (decided) => {
      const runId = await prepare(decided);
      const work = {
        name: '',
        prepare: async () => runId,
        perform: async (dying: TestHost) => void (await carryOut(dying, decided, runId)),
      };
      let sent = decided.first;
      for (let survived = false; !survived; sent += STEP) {
        await restore(host);
        const killed = await killServicesAt(host, work, sent, runId);
        const next = await servicesOver(host.kind, host.orm, host.url, { migrate: false });
        await next.runs.recover();
        const { status } = await carryOut(next, decided, runId);
        const where = `before statement ${sent}: ${killed.last}`;
        const found = { where, status, untruthful: await untruthfulRuns(host), people: await peopleOf(host) };
        expectEqual(found, { where, status: 'succeeded', untruthful: [], people: decided.expected.toSorted() });
        survived = killed.survived;
      }
      expect(sent).toBeGreaterThan(20);
    },
    3_600_000,
  );
});
