import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

it('only the database decides how long something took or lives: the clocks of hosts differ, and are set', () => {
  const files = globSync('src/{engine,dispatch,persistence}/**/*.ts', { cwd: ROOT });
  const readers = [...files, ...globSync('src/runs/run-*.ts', { cwd: ROOT })].filter((file) =>
    /new Date\(\)|Date\.now\(\)/.test(readFileSync(join(ROOT, file), 'utf8')),
  );

  expect(files.length).toBeGreaterThan(50);
  expect(readers).toEqual([]);
});
