/**
 * The thread of the embedded database. It is loaded as a file of its own, also as TypeScript in tests, so it imports
 * only packages and types.
 */
import { parentPort, workerData } from 'node:worker_threads';

import { PGlite, type Transaction } from '@electric-sql/pglite';

import type { Answer, Notification, Request, Statement, ThrownError } from './thread-messages.js';

interface OpenTransaction {
  readonly statements: Transaction;
  readonly commit: () => Promise<void>;
  readonly rollback: () => Promise<void>;
}

const DATE_TYPES = [1082, 1114, 1184, 1186]; // date, timestamp, timestamptz, interval

/** The ORM reads dates and intervals itself, as with PostgreSQL. */
const parsers = Object.fromEntries(DATE_TYPES.map((oid) => [oid, (text: string) => text]));

/**
 * PGlite reserves 128 MB of buffers by default; the files of the database are in the cache of the operating system anyway.
 * After a checkpoint, the write-ahead log keeps as many segments for later use as its size permits, by default 1 GB.
 */
const PARAMETERS = ['shared_buffers=32MB', 'min_wal_size=32MB', 'max_wal_size=64MB'];
const startParams = [...PGlite.defaultStartParams, ...PARAMETERS.flatMap((parameter) => ['-c', parameter])];

const { folder } = workerData as { readonly folder: string };
const transactions = new Map<number, OpenTransaction>();
const listening = new Map<number, () => Promise<void>>();
const opening = PGlite.create(folder, { parsers, startParams });

parentPort?.on('message', (request: Request) => {
  perform(request).then(
    (result) => post({ id: request.id, result }),
    (error: unknown) => post({ id: request.id, error: asData(error) }),
  );
});

async function perform(request: Request): Promise<unknown> {
  if (request.call === 'ping') return undefined;
  const database = await opening;
  switch (request.call) {
    case 'query':
      return query(executorOf(database, request.statement), request.statement);
    case 'exec':
      return executorOf(database, request.statement).exec(request.statement.sql);
    case 'begin':
      return begin(database, request.id);
    case 'commit':
    case 'rollback':
      return end(request.transaction, request.call);
    case 'listen':
      listening.set(request.id, await listen(database, request.id, request.channel));
      return undefined;
    case 'unlisten':
      return listening.get(request.listening)?.();
  }
  return database.close();
}

function executorOf(database: PGlite, { transaction }: Statement): PGlite | Transaction {
  return transaction === undefined ? database : open(transaction).statements;
}

async function query(executor: PGlite | Transaction, { sql, values = [], blob }: Statement): Promise<unknown> {
  const { rows, affectedRows } = await executor.query(sql, [...values], blob && { blob });
  return { rows, affectedRows };
}

function open(transaction: number): OpenTransaction {
  const found = transactions.get(transaction);
  if (!found) throw new Error('The transaction has ended.');
  return found;
}

/** Resolves when the transaction has begun; until it ends, all other work waits. */
function begin(database: PGlite, id: number): Promise<void> {
  return new Promise((begun, failed) => {
    const rolledBack = new Error('The transaction was rolled back.');
    const ended = database.transaction(
      (statements) =>
        new Promise<void>((commit, rollback) => {
          transactions.set(id, {
            statements,
            commit: () => (commit(), ended),
            rollback: () => (rollback(rolledBack), ended.catch(ignore(rolledBack))),
          });
          begun();
        }),
    );
    ended.catch(failed);
  });
}

async function end(transaction: number, how: 'commit' | 'rollback'): Promise<void> {
  const ending = open(transaction);
  transactions.delete(transaction);
  await ending[how]();
}

async function listen(database: PGlite, id: number, channel: string): Promise<() => Promise<void>> {
  const stop = await database.listen(channel, (payload) => post({ listening: id, payload }));
  return async () => {
    listening.delete(id);
    await stop();
  };
}

function ignore(expected: Error): (thrown: unknown) => void {
  return (thrown) => {
    if (thrown !== expected) throw thrown;
  };
}

function post(message: Answer | Notification): void {
  parentPort?.postMessage(message, []);
}

function asData(thrown: unknown): ThrownError {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown), properties: {} };
  const properties = Object.entries(thrown).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  );
  return {
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    properties: Object.fromEntries(properties) as ThrownError['properties'],
  };
}
