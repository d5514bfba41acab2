import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { expect, it, vi } from 'vitest';
import { warnOfLetterCase } from '../../../src/persistence/database/letter-case.js';
import { PostgresDatabase } from '../../../src/persistence/database/postgres-database.js';
import { createDatabase } from '../../services/postgres.js';

it.each([
  ['that knows letters of ASCII only is warned of', `template template0 lc_collate 'C' lc_ctype 'C'`, 1],
  ['with the letters of names is not warned of', '', 0],
  ['in another encoding is not judged', `template template0 encoding 'EUC_JP' lc_collate 'C' lc_ctype 'C'`, 0],
])('a database %s', async (_, options, warnings) => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  const database = await createDatabase(undefined, options);
  const pool = new Pool({ connectionString: database.url });
  await warnOfLetterCase(new PostgresDatabase(pool));
  expect(warn.mock.calls.map(([message]) => String(message))).toEqual(
    Array.from({ length: warnings }, () => expect.stringContaining('lc_ctype') as string),
  );
  warn.mockRestore();
  await pool.end();
  await database.drop();
});
