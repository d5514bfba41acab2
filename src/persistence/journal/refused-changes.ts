import type { Statements } from '../database/database.js';
import { isRefusedData } from '../database/sql-state.js';

/** Performs work in a transaction, and takes back what it wrote. */
export async function withoutEffect<T>(transaction: Statements, work: () => Promise<T>): Promise<T> {
  await transaction.query('savepoint without_effect');
  const result = await work();
  await transaction.query('rollback to savepoint without_effect');
  return result;
}

/** Bisects changes that the database refuses until those are found that it refuses alone. Writes nothing. */
export async function refusedAmong(
  transaction: Statements,
  numbers: readonly number[],
  apply: (numbers: readonly number[]) => Promise<void>,
): Promise<readonly number[]> {
  if (!(await isRefused(transaction, () => apply(numbers)))) return [];
  if (numbers.length === 1) return numbers;
  const middle = Math.ceil(numbers.length / 2);
  const first = await refusedAmong(transaction, numbers.slice(0, middle), apply);
  return [...first, ...(await refusedAmong(transaction, numbers.slice(middle), apply))];
}

async function isRefused(transaction: Statements, write: () => Promise<void>): Promise<boolean> {
  await transaction.query('savepoint before_change');
  try {
    await write();
    return false;
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    return true;
  } finally {
    await transaction.query('rollback to savepoint before_change').catch(() => []);
  }
}
