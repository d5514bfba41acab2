import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import { createStandalone, type Standalone } from '../../../src/host/standalone.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { CommandLine } from './command-line.js';
import { startTestDirectory, type TestDirectory, seedOf } from './test-directory.js';

let database: TestDatabase;
let directory: TestDirectory;
let operator: Standalone;
let cli: CommandLine;
let waiting: Run;

/** Another process has queued a run, which waits for a worker. */
beforeAll(async () => {
  [database, directory] = await Promise.all([createDatabase(), startTestDirectory(5)]);
  const environment = {
    DATABASE_URL: database.url,
    SETTINGS_KEY: 'a settings key for tests, 0123456789',
    ...seedOf(directory),
  };
  cli = new CommandLine(environment);
  operator = await createStandalone({ environment });
  waiting = await operator.runs.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null });
});
afterAll(async () => {
  await operator?.close();
  await directory?.stop();
  await database?.drop();
});

const otherRun = () => operator.runs.get(waiting.id);

it('lists the queued run without taking it', async () => {
  const { answer } = await cli.json('runs');

  expect(answer.items).toMatchObject([{ id: waiting.id, status: 'queued' }]);
  expect(await otherRun()).toMatchObject({ status: 'queued' });
});

it.each(['run', 'plan'])('does not take it when a %s is rejected because of it', async (command) => {
  const { exitCode, answer } = await cli.json(command);

  expect(exitCode).toBe(1);
  expect(answer.error).toMatchObject({ code: 'RUN_IN_PROGRESS', params: { runId: waiting.id } });
  expect(await otherRun()).toMatchObject({ status: 'queued' });
});

it('starts a run after the other run has ended', async () => {
  await operator.runs.takeRuns();
  for await (const _ of operator.runs.progress(waiting.id, AbortSignal.timeout(30_000)));
  expect(await otherRun()).toMatchObject({ status: 'succeeded' });
  await operator.close();

  const { exitCode, answer } = await cli.json('run');
  expect(exitCode).toBe(0);
  expect(answer.run).toMatchObject({ status: 'succeeded', counts: { unchanged: 5 } });
});
