import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { HostConfig } from '../../config/host-config.js';
import { DataFolderLock } from '../data-folder-lock.js';
import { Checkpoints } from './checkpoints.js';
import { EmbeddedDatabaseEnded } from './embedded-database-ended.js';
import { FULL_BELOW_BYTES, freeBytes } from './free-bytes.js';
import { StatementWatchdog } from './statement-watchdog.js';
import { ThreadedPglite } from './threaded-pglite.js';

/** The embedded database of this process. Its folder is locked from the first moment until the database is closed. */
@Injectable()
export class EmbeddedDatabase implements OnApplicationShutdown {
  private readonly folder: string | undefined;
  private readonly lock: DataFolderLock | undefined;
  private opening: Promise<ThreadedPglite> | undefined;
  private watchdog: StatementWatchdog | undefined;
  private checkpoints: Checkpoints | undefined;
  private readonly end = Promise.withResolvers<EmbeddedDatabaseEnded>();

  /** Throws `DataFolderInUse`. */
  constructor({ database }: HostConfig) {
    if (database.kind !== 'embedded') return;
    this.folder = database.folder;
    this.lock = DataFolderLock.acquire(database.folder, 300);
  }

  /** The database, which is opened by the first call. Rejects with `EmbeddedDatabaseEnded` if its disk is full. */
  open(): Promise<ThreadedPglite> {
    if (this.folder === undefined) throw new Error('The host is configured for a PostgreSQL server.');
    return (this.opening ??= this.openIn(clusterFolder(this.folder)));
  }

  /** Resolves when the database has ended though nobody closed it, to the reason. The process cannot go on then. */
  get ended(): Promise<EmbeddedDatabaseEnded> {
    return this.end.promise;
  }

  private async openIn(folder: string): Promise<ThreadedPglite> {
    // Opening a database whose disk is full may not end.
    if ((await freeBytes(dirname(folder))) < FULL_BELOW_BYTES) throw EmbeddedDatabaseEnded.full(folder);
    const pglite = await ThreadedPglite.open(folder);
    void pglite.ended.then(this.end.resolve);
    this.watchdog = new StatementWatchdog(pglite);
    this.watchdog.start();
    this.checkpoints = new Checkpoints(pglite, folder);
    this.checkpoints.start();
    return pglite;
  }

  async onApplicationShutdown(): Promise<void> {
    this.checkpoints?.stop();
    const pglite = await this.opening?.catch(() => undefined);
    await pglite?.close();
    this.watchdog?.stop();
    this.lock?.release();
  }
}

function clusterFolder(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, 'pglite');
}
