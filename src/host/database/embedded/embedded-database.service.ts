import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { HostConfig } from '../../config/host-config.js';
import { DataFolderLock } from '../data-folder-lock.js';
import type { EmbeddedDatabaseEnded } from './embedded-database-ended.js';
import { StatementWatchdog } from './statement-watchdog.js';
import { ThreadedPglite } from './threaded-pglite.js';

/** The embedded database of this process. Its folder is locked from the first moment until the database is closed. */
@Injectable()
export class EmbeddedDatabase implements OnApplicationShutdown {
  private readonly folder: string | undefined;
  private readonly lock: DataFolderLock | undefined;
  private opening: Promise<ThreadedPglite> | undefined;
  private watchdog: StatementWatchdog | undefined;
  private readonly end = Promise.withResolvers<EmbeddedDatabaseEnded>();

  /** Throws `DataFolderInUse`. */
  constructor({ database }: HostConfig) {
    if (database.kind !== 'embedded') return;
    this.folder = database.folder;
    this.lock = DataFolderLock.acquire(database.folder, 300);
  }

  /** The database, which is opened by the first call. */
  open(): Promise<ThreadedPglite> {
    if (this.folder === undefined) throw new Error('The host is configured for a PostgreSQL server.');
    return (this.opening ??= this.openIn(clusterFolder(this.folder)));
  }

  /** Resolves when the database has ended though nobody closed it, to the reason. The process cannot go on then. */
  get ended(): Promise<EmbeddedDatabaseEnded> {
    return this.end.promise;
  }

  private async openIn(folder: string): Promise<ThreadedPglite> {
    const pglite = await ThreadedPglite.open(folder);
    void pglite.ended.then(this.end.resolve);
    this.watchdog = new StatementWatchdog(pglite);
    this.watchdog.start();
    return pglite;
  }

  async onApplicationShutdown(): Promise<void> {
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
