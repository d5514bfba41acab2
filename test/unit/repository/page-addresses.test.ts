import { globSync, readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { inRepository } from './repository.js';

/** What a host may choose freely: keys of users and names of jobs. */
const CHOSEN = /`\/(?:users|scheduled-jobs|batch-synchronization)\/\$\{(?!encodeURIComponent\()[^}]*\}/g;

it('addresses of pages encode the keys of users and the names of jobs', () => {
  const files = globSync('src/host/web/**/*.{ts,tsx}', { cwd: inRepository('.') });
  expect(files.length).toBeGreaterThan(100);
  const unencoded = files.flatMap((file) => readFileSync(inRepository(file), 'utf8').match(CHOSEN) ?? []);
  expect(unencoded).toEqual([]);
});
