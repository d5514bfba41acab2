import type { ClientBase } from 'pg';
import type { SqlValue, Statements } from './database.js';

export async function inTransaction<T>(client: ClientBase, work: (statements: Statements) => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work({
      query: async <R extends object>(sql: string, values: readonly SqlValue[] = []) =>
        (await client.query<R>(sql, [...values])).rows,
    });
    await client.query('commit');
    return result;
  } catch (error) {
    // What made it fail is what the caller must hear of, also when the connection is gone.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
