import type { OwnTables } from '../tables/own-tables.js';

/**
 * When the change `c` was applied, as `t.at`, and its place among all changes, as `t.position` (0 if it was applied before
 * version 0.4.0). A change that was deferred was applied after the chunks of its run, and has a time and a place of its own;
 * before version 0.4.0, its place was that of the last chunk.
 */
export function appliedSql({ chunk }: OwnTables): string {
  return `left join lateral (
         select k.applied_at, k.position from ${chunk} k
         where k.run_id = c.run_id and (c.applied_at is not null or k.last_seq >= c.seq)
         order by case when c.applied_at is null then k.last_seq else -k.last_seq end limit 1) k on true
       cross join lateral (select coalesce(c.applied_at, k.applied_at) as at, coalesce(c.position, k.position, 0) as position) t`;
}
