import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { killServicesAt } from './support/killed-services.js';
import { killAtStatements, WORKS } from './support/killed-works.js';
import { openTestHost, type TestHost } from './support/test-host.js';

/** Every other statement; the test on PGlite takes those between them. `KILL_STEP=1`: each. */
const STEP = Number(process.env['KILL_STEP'] ?? 2);

describe('a process on PostgreSQL that is killed before any of its statements, and that', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
  });
  afterAll(() => host.close());

  it.each(WORKS)(
    '$name leaves nobody half-written, no change without journal, and a run that the next one closes',
    async (work) => {
      const sent = await killAtStatements(host, work, { first: 1, step: STEP }, (statement, runId) =>
        killServicesAt(host, work, statement, runId),
      );
      expect(sent).toBeGreaterThan(20);
    },
    3_600_000,
  );
});
