import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const BUSY = 5;

/** Another process holds the folder. */
export class DataFolderInUse extends Error {
  constructor(folder: string) {
    super(
      `The data folder ${folder} is in use by another process. Stop that one, set DATA_DIR to another folder, ` +
        'or set DATABASE_URL to let several processes work on one PostgreSQL.',
    );
    this.name = 'DataFolderInUse';
  }
}

/**
 * Keeps a folder for this process: the embedded database takes one process at a time and does not check.
 *
 * The lock is SQLite's, on an empty file. It is one of the operating system, so it falls with the process, kill -9
 * included; Node has no file lock of its own, and a file with a process id in it outlives its process.
 */
export class DataFolderLock {
  private constructor(private readonly file: DatabaseSync) {}

  /** Throws `DataFolderInUse`. */
  static take(folder: string): DataFolderLock {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = new DatabaseSync(join(folder, 'in-use.lock'));
    try {
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
