import { afterAll, beforeAll, expect, it } from 'vitest';

import { createStandalone, type Standalone } from '../../../src/host/standalone.js';
import { createDatabase, type TestDatabase } from '../../services/postgres.js';
import { CommandLine } from './command-line.js';
import { aPlaceWith, type Place, seedOf } from './directory.js';

let database: TestDatabase;
let place: Place;
let environment: Record<string, string>;
let operator: Standalone;

beforeAll(async () => {
  [database, place] = await Promise.all([createDatabase(), aPlaceWith(5)]);
  environment = { DATABASE_URL: database.url, SETTINGS_KEY: 'k'.repeat(40), ...seedOf(place) };
  operator = await createStandalone({ environment, work: false });
});
afterAll(async () => {
  await operator?.close();
  await place?.leave();
  await database?.drop();
});

it('lists a run that waits for its worker, and does not take it', async () => {
  const { id } = await operator.synchronizations.start('LDAPAddonBatchSync', { mode: 'apply', startedBy: null });
  const { answer } = await new CommandLine(environment).json('runs');

  expect(answer.items).toMatchObject([{ id, status: 'queued' }]);
  expect(await operator.synchronizations.run(id)).toMatchObject({ status: 'queued' });
});
