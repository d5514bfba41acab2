import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';

import manifest from '../../package.json' with { type: 'json' };

const CACHE = join(import.meta.dirname, '../../.cache');

/** Makes an empty embedded database, once per version of PGlite. `openPglite()` and `provideEmptyDatabase()` copy it. */
export default async function setup(project: TestProject): Promise<void> {
  const folder = join(CACHE, `pglite-${manifest.devDependencies['@electric-sql/pglite']}`);
  if (!existsSync(folder)) await make(folder);
  project.provide('emptyDatabase', { cluster: join(folder, 'cluster'), archive: join(folder, 'cluster.tar') });
}

async function make(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  const pglite = await PGlite.create(join(unfinished, 'cluster'));
  const archive = await pglite.dumpDataDir('none');
  await pglite.close();
  await writeFile(join(unfinished, 'cluster.tar'), Buffer.from(await archive.arrayBuffer()));
  // Another test run may have been quicker.
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
}

declare module 'vitest' {
  interface ProvidedContext {
    /** An embedded database as it is after its first start: a folder, and the same as an archive. */
    emptyDatabase: { readonly cluster: string; readonly archive: string };
  }
}
