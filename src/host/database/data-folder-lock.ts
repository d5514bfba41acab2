import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const BUSY = 5;

/** Another process uses the data folder. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another process. Stop that process, set DATA_DIR to another folder, ` +
        'or set DATABASE_URL to let several processes share a PostgreSQL database.',
    );
    this.name = 'DataFolderInUse';
  }
}

/**
 * Reserves a folder for this process. The embedded database supports only one process and does not check this.
 *
 * The lock is a SQLite lock on an empty file. The operating system releases it when the process ends, even after kill -9.
 * Node has no file locks, and a file with a process id would remain after a crash.
 */
export class DataFolderLock {
  private constructor(private readonly file: DatabaseSync) {}

  /**
   * Throws `DataFolderInUse`.
   *
   * @param patienceMs how long to wait, because the command line holds the lock for a moment to see whether it is free.
   */
  static acquire(folder: string, patienceMs = 0): DataFolderLock {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = new DatabaseSync(join(folder, 'in-use.lock'));
    try {
      file.exec(`PRAGMA busy_timeout = ${patienceMs}`);
      file.exec('BEGIN EXCLUSIVE');
      return new DataFolderLock(file);
    } catch (error) {
      file.close();
      throw (error as { errcode?: number }).errcode === BUSY ? new DataFolderInUse(folder) : error;
    }
  }

  release(): void {
    if (this.file.isOpen) this.file.close();
  }
}
