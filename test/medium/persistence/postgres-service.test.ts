import { Client } from 'pg';
import { expect, it } from 'vitest';
import { createDatabase } from '../../services/postgres.js';

it('provides a separate database to every test file', async () => {
  const [one, two] = await Promise.all([createDatabase(), createDatabase()]);
  const client = new Client(one.url);
  await client.connect();
  expect((await client.query("select lower('Ä') as low")).rows).toEqual([{ low: 'ä' }]);
  await client.end();

  expect(one.url).not.toBe(two.url);
  await Promise.all([one.drop(), two.drop()]);
});
