import type { Statements } from './database.js';

/**
 * For the plan's statement, until the transaction ends. Users and links may have been written a moment ago, without
 * statistics: the planner would expect one row and use a nested loop over a hundred thousand, or sort them. Every join
 * of a plan has an equality to hash by.
 */
export async function forceHashJoins(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('jit', 'off', true), set_config('work_mem', '64MB', true)`);
}

/**
 * For the statements over a chunk. The planner may take a chunk for one row and loop over it against itself: every join
 * there can hash.
 */
export async function avoidNestedLoops(transaction: Statements): Promise<void> {
  await transaction.query(`select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)`);
}
