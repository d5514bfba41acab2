import type { Statements } from './database.js';

/**
 * For the statement of a plan, until the transaction ends. Users and links that were just written have no statistics
 * yet: PostgreSQL's planner would expect one row and run a nested loop over a hundred thousand, or sort them. Every
 * join of the statement compares for equality, so a hash join is always possible.
 */
export async function forceHashJoins(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`);
}

/**
 * For the statements over a chunk, until the transaction ends. PostgreSQL's planner may expect one row in a chunk and
 * join it with itself by a nested loop. A hash join is possible for every join of these statements.
 */
export async function avoidNestedLoops(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)`);
}
