import type { PlanContext } from './plan-context.js';

/** Who stays as he is drops out here, so that the rest of the statement costs what changes cost. */
export function compareSql({ users, staged }: PlanContext): string[] {
  return [
    `twice as materialized (
      select stable_id, min(n) as first_n, max(n) as last_n from ${staged.name}
      where stable_id is not null group by stable_id having count(*) > 1)`,

    `guarded as materialized (${users.protectedKeys() ?? `select '' as user_id where false`})`,

    `conspicuous as materialized (
      select n from matched where user_id is null or is_not_active or is_different
      union select n from loose
      union select n from ${staged.name} where code is not null
      union select s.n from twice t join ${staged.name} s on s.stable_id = t.stable_id
      union select m.n from guarded g join matched m on m.user_id = g.user_id)`,

    `compared as materialized (
      select s.n, s.code, m.user_id, m.link_dn, m.matched_by, coalesce(m.candidates, 0) as candidates,
        t.stable_id is not null as is_twice, t.first_n, t.last_n, g.user_id is not null as is_guarded,
        m.is_not_active, m.is_different
      from conspicuous c
      join ${staged.name} s on s.n = c.n
      left join matched m on m.n = s.n
      left join twice t on t.stable_id = s.stable_id
      left join guarded g on g.user_id = m.user_id)`,
  ];
}
