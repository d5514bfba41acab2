import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

import type { PgliteClient, PgliteQueryOptions, PgliteResult, PgliteStatements } from '../../../index.js';
import { EmbeddedDatabaseEnded } from './embedded-database-ended.js';
import { isInternalError } from './internal-error.js';
import { ThreadCalls } from './thread-calls.js';

/**
 * PGlite in a thread of its own, so that its work never delays the answers of the host. It has what the ORM, the queue
 * and the add-on use of PGlite's interface.
 */
export class ThreadedPglite implements PgliteClient {
  /** For the ORM, which waits until a PGlite can be used. */
  readonly ready = true;
  readonly waitReady = Promise.resolve();
  private readonly calls: ThreadCalls;
  private readonly ending = Promise.withResolvers<EmbeddedDatabaseEnded>();
  private isClosed = false;
  private reportInternalError: () => void = () => undefined;

  private constructor(
    readonly dataDir: string,
    private readonly worker: Worker,
  ) {
    this.calls = new ThreadCalls(worker, (error) => isInternalError(error) && this.reportInternalError());
    worker.once('error', (cause) => this.end(EmbeddedDatabaseEnded.thread(cause)));
    worker.once('exit', () => this.end(EmbeddedDatabaseEnded.thread()));
  }

  /** Opens the database in a folder, which is created if necessary. Only one process may have it open. */
  static async open(folder: string): Promise<ThreadedPglite> {
    // V8's optimizing compiler takes up to 500 MB for PGlite. Both flags are needed: without dynamic tiering alone,
    // everything is optimized at once.
    setFlagsFromString('--no-wasm-tier-up');
    setFlagsFromString('--no-wasm-dynamic-tiering');
    // Beside this file: JavaScript in the built host, TypeScript in tests.
    const file = new URL(`./database-thread${extname(import.meta.url)}`, import.meta.url);
    const pglite = new ThreadedPglite(folder, new Worker(file, { name: 'database', workerData: { folder } }));
    try {
      await pglite.exec('select 1');
      return pglite;
    } catch (error) {
      await pglite.terminate();
      throw error;
    }
  }

  /** Resolves when the thread has ended without `close()`, to the reason. */
  get ended(): Promise<EmbeddedDatabaseEnded> {
    return this.ending.promise;
  }

  get closed(): boolean {
    return this.isClosed;
  }

  query<T>(sql: string, values?: unknown[], options?: PgliteQueryOptions): Promise<PgliteResult<T>> {
    return this.statements().query<T>(sql, values, options);
  }

  exec(sql: string): Promise<PgliteResult[]> {
    return this.statements().exec(sql);
  }

  async transaction<T>(work: (statements: PgliteStatements) => Promise<T>): Promise<T> {
    const transaction = this.calls.nextId();
    await this.calls.send({ call: 'begin' }, transaction);
    let result: T;
    try {
      result = await work(this.statements(transaction));
    } catch (error) {
      // The caller gets the original error, even when the thread has ended.
      await this.calls.send({ call: 'rollback', transaction }).catch(() => undefined);
      throw error;
    }
    await this.calls.send({ call: 'commit', transaction });
    return result;
  }

  async listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
    const listening = this.calls.nextId();
    this.calls.onNotification(listening, onPayload);
    await this.calls.send({ call: 'listen', channel }, listening);
    return async () => {
      this.calls.offNotification(listening);
      if (!this.isClosed) await this.calls.send({ call: 'unlisten', listening });
    };
  }

  /** Resolves when the thread can take a request, which is between two statements. */
  ping(): Promise<void> {
    return this.calls.send({ call: 'ping' });
  }

  /** Calls the listener after each statement that failed with an internal error. There is one listener. */
  onInternalError(listener: () => void): void {
    this.reportInternalError = listener;
  }

  /** Closes the database, then ends the thread. */
  async close(): Promise<void> {
    if (this.isClosed) return;
    const closing = this.calls.send({ call: 'close' });
    this.isClosed = true;
    await closing.catch(() => undefined);
    await this.worker.terminate();
  }

  /** Ends the thread in the middle of its work. The next start recovers the database from its log. */
  async terminate(reason = EmbeddedDatabaseEnded.thread()): Promise<void> {
    this.end(reason);
    await this.worker.terminate();
  }

  private statements(transaction?: number): PgliteStatements {
    const inTransaction = transaction !== undefined && { transaction };
    return {
      query: <T>(sql: string, values: readonly unknown[] = [], { blob }: PgliteQueryOptions = {}) =>
        this.calls.send<PgliteResult<T>>({
          call: 'query',
          statement: { sql, values, ...(blob && { blob }), ...inTransaction },
        }),
      exec: (sql) => this.calls.send({ call: 'exec', statement: { sql, ...inTransaction } }),
    };
  }

  private end(reason: EmbeddedDatabaseEnded): void {
    this.calls.fail(reason);
    if (!this.isClosed) this.ending.resolve(reason);
    this.isClosed = true;
  }
}
