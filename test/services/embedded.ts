import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { PGlite } from '@electric-sql/pglite';
import { inject } from 'vitest';
import './embedded.setup.js';

/** An empty embedded database in memory. Creating its cluster anew would take ten times as long. */
export async function openPglite(): Promise<PGlite> {
  return PGlite.create({ loadDataDir: new Blob([await readFile(inject('emptyDatabase').archive)]) });
}

/** Gives the data folder of a host an empty embedded database, unless it has one. */
export async function provideEmptyDatabase(dataFolder: string): Promise<void> {
  const cluster = join(dataFolder, 'database/pglite');
  if (!existsSync(cluster)) await cp(inject('emptyDatabase').cluster, cluster, { recursive: true });
}
