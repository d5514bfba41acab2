import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { randomSeed } from '../../support/random-cases.js';
import { type Killed, killAtStatements, type Work, WORKS } from './support/killed-works.js';
import { openTestHost, type TestHost } from './support/test-host.js';

/** Every so many statements a process is killed, from a different one for each seed. `KILL_STEP=1`: before each statement. */
const STEP = Number(process.env['KILL_STEP'] ?? 16);
const CASES = WORKS.map((work, index) => ({ name: work.name, work, first: 1 + ((randomSeed() + 5 * index) % STEP) }));

describe('a process of its own on PostgreSQL that is killed with SIGKILL, and that', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL');
  });
  afterAll(() => host.close());

  it.each(CASES)(
    `$name leaves nobody half-written, no change without journal, and a run that the next one closes: killed before statement $first and each ${STEP}th one after it`,
    async ({ work, first }) => {
      const sent = await killAtStatements(host, work, { first, step: STEP }, (statement, runId) =>
        killProcessAt(host, work, statement, runId),
      );
      expect(sent).toBeGreaterThan(20);
    },
    3_600_000,
  );
});

async function killProcessAt(host: TestHost, { name }: Work, statement: number, runId: string): Promise<Killed> {
  const killed = await execute([host.url, name, `${statement}`, runId]);
  // PostgreSQL needs a moment to detect the lost connections and to roll back.
  await vi.waitFor(async () => {
    const connections = `select 1 from pg_stat_activity where datname = current_database() and application_name = 'killed'`;
    expect(await host.sql(connections)).toEqual([]);
  }, 60_000);
  return killed;
}

function execute(parameters: readonly string[]): Promise<Killed> {
  const [script, sources] = ['killed-process.ts', 'typescript-sources.mjs'].map(
    (name) => new URL(`support/${name}`, import.meta.url).href,
  );
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--import', sources ?? ''];
  const { promise, resolve, reject } = Promise.withResolvers<Killed>();
  execFile(
    process.execPath,
    [...flags, fileURLToPath(script ?? ''), ...parameters],
    { env: { ...process.env, PGAPPNAME: 'killed' } },
    (error, stdout, stderr) => {
      if (!error) resolve({ survived: true, last: '' });
      else if (error.signal === 'SIGKILL') resolve({ survived: false, last: stdout });
      else reject(new Error(stderr, { cause: error }));
    },
  );
  return promise;
}
