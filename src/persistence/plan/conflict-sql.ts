import type { PlanContext } from './plan-context.js';
import type { UniqueKey } from './unique-keys.js';

/**
 * Who is in whose way, looking at the state after the run: a value that its holder gives up in this run is free, unless
 * that holder's own change is blocked - which may block the next, and so on (`blocked`).
 */
export function conflictSql(context: PlanContext, keys: readonly UniqueKey[]): string[] {
  const { users, staged } = context;
  const key = `u.${users.key.name}::text`;
  // Set-returning functions side by side: one row per key, without a join to a list of values.
  const numbers = `unnest(array[${keys.map((_, index) => index).join(', ')}]) as key`;
  const each = (value: (key: UniqueKey) => string) => `unnest(array[${keys.map(value).join(', ')}])`;
  return [
    `moves as materialized (
      select * from (
        select c.n, c.user_id, ${numbers}, ${each(({ current }) => current)} as old, ${each(({ next }) => next)} as new
        from ${staged.name} s
        join compared c on c.n = s.n
        left join ${users.name} u on ${key} = c.user_id
        where c.code is null
      ) k where k.old is distinct from k.new)`,

    `wanted as materialized (select n, key, user_id, new as value from moves where new is not null)`,

    `shared as materialized (
      select k.key, k.value, min(k.n) as first_n, max(k.n) as last_n
      from (
        select s.n, ${numbers}, ${each(({ next }) => next)} as value
        from ${staged.name} s
        left join matched m on m.n = s.n
        left join ${users.name} u on ${key} = m.user_id
        where s.code is null and exists (select from wanted)
      ) k
      where k.value is not null
      group by k.key, k.value having count(*) > 1)`,

    `twins as materialized (
      select w.n, w.key, case w.n when x.first_n then x.last_n else x.first_n end as other_n
      from wanted w join shared x on x.key = w.key and x.value = w.value)`,

    `held as materialized (
      select w.n, w.key, h.user_id
      from wanted w
      join (
        select ${key} as user_id, ${numbers}, ${each(({ current }) => current)} as value
        from ${users.name} u
        where exists (select from wanted)
      ) h on h.key = w.key and h.value = w.value
      where h.user_id is distinct from w.user_id)`,

    `blocked (n) as (
      (select c.n from compared c left join claimed x on x.user_id = c.user_id and c.matched_by <> 'link'
        where c.code is null and (c.is_twice or c.candidates > 1 or c.is_guarded or x.user_id is not null)
       union
       select n from twins
       union
       select h.n from held h
        where not exists (select from moves v where v.user_id = h.user_id and v.key = h.key))
      union
      select h.n from blocked b
        join moves v on v.n = b.n
        join held h on h.user_id = v.user_id and h.key = v.key)`,

    `obstacles as materialized (
      select distinct on (n, fact) n, fact, key, other_n, holder
      from (
        select n, key, other_n, null as holder, case when ${isName(keys)} then 'nameTwice' else 'uniqueValueTaken' end as fact
        from twins
        union all
        select h.n, h.key, null, h.user_id, case when h.${isName(keys)} then 'nameTaken' else 'uniqueValueTaken' end
        from held h
        left join moves v on v.user_id = h.user_id and v.key = h.key
        where v.n is null or v.n in (select n from blocked)
      ) o
      order by n, fact, key, other_n, holder)`,
  ];
}

function isName(keys: readonly UniqueKey[]): string {
  return `key < ${keys.filter(({ kind }) => kind === 'name').length}`;
}
