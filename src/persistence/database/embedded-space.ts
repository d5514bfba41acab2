import { statfs } from 'node:fs/promises';

import type { DatabaseAccess } from '../../contract/database-access.js';
import type { PgliteClient } from '../../contract/pglite-client.js';
import { SyncError } from '../../contract/sync-error.js';
import { DatabaseSpace } from '../../engine/ports/database-space.js';

/** Three segments of the write-ahead log. PGlite does not survive that it cannot create one. */
const LEAST_FREE_BYTES = 48 * 1024 * 1024;

/** The disk of PGlite's folder. PostgreSQL and a PGlite without a folder always have space. */
export class EmbeddedSpace extends DatabaseSpace {
  constructor(private readonly access: DatabaseAccess) {
    super();
  }

  async assertFree(): Promise<void> {
    const native = await this.access.native();
    if (native.kind !== 'pglite' || (await hasSpace(native.client))) return;
    // PGlite has no background process that deletes segments which are no longer needed.
    await native.client.exec('checkpoint');
    if (!(await hasSpace(native.client))) throw new SyncError('DATABASE_FULL');
  }
}

async function hasSpace({ dataDir }: PgliteClient): Promise<boolean> {
  const folder = dataDir?.replace(/^file:\/\//, '');
  if (!folder || folder.includes('://')) return true;
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize >= LEAST_FREE_BYTES;
  } catch {
    // A file system that does not say how much space is left.
    return true;
  }
}
