import { differsSql, notActiveSql } from './difference-sql.js';
import { type MappedField, mappedFields, type PlanContext } from './plan-context.js';

/**
 * Which user each entry is: by its link, else the users that it may take over, counted. Whether a linked user differs
 * is seen in the same pass; one that is taken over differs by its link alone.
 */
export function matchSql(context: PlanContext): string[] {
  const { users, tables, staged, dataPool } = context;
  const key = `u.${users.key.name}::text`;
  return [
    `linked as materialized (
      select s.n, l.user_id, l.dn as link_dn, ${notActiveSql(context)} as is_not_active,
        ${differsSql(context)} as is_different
      from ${staged.name} s
      join ${tables.link} l on l.data_pool = ${dataPool} and l.stable_id = s.stable_id
      join ${users.name} u on ${key} = l.user_id
      where s.code is null)`,

    `loose as materialized (
      select s.n, ${stagedNameSql(context, 'principalName')} as principal, ${stagedNameSql(context, 'userName')} as name
      from ${staged.name} s
      where s.code is null and not exists (select from linked l where l.n = s.n))`,

    `free as materialized (
      select ${key} as user_id, ${nameSql(context, 'principalName')} as principal, ${nameSql(context, 'userName')} as name
      from ${users.name} u
      where exists (select from loose)
        and not exists (select from ${tables.link} l where l.user_id = ${key}))`,

    `by_principal as materialized (
      select e.n, count(*)::int as candidates, min(f.user_id) as user_id
      from loose e join free f on f.principal = e.principal
      group by e.n)`,

    `by_name as materialized (
      select e.n, count(*)::int as candidates, min(f.user_id) as user_id
      from loose e join free f on f.name = e.name
      where not exists (select from by_principal p where p.n = e.n)
      group by e.n)`,

    `matched as materialized (
      select n, user_id, link_dn, is_not_active, is_different, 'link' as matched_by, 1 as candidates from linked
      union all
      select a.n, a.user_id, null, ${notActiveSql(context)}, true, a.matched_by, a.candidates
      from (
        select n, case candidates when 1 then user_id end as user_id, 'principalName' as matched_by, candidates from by_principal
        union all
        select n, case candidates when 1 then user_id end, 'userName', candidates from by_name
      ) a left join ${users.name} u on ${key} = a.user_id)`,

    `claimed as materialized (
      select user_id, min(n) as first_n, max(n) as last_n from matched
      where matched_by <> 'link' and user_id is not null
      group by user_id having count(*) > 1)`,
  ];
}

type Name = 'userName' | 'principalName';

function mappedName(context: PlanContext, name: Name): MappedField | undefined {
  return mappedFields(context).find(({ field }) => field === name);
}

function nameSql(context: PlanContext, name: Name): string {
  const mapped = mappedName(context, name);
  return mapped ? `lower(${mapped.column.asText('u')})` : 'null::text';
}

function stagedNameSql(context: PlanContext, name: Name): string {
  const mapped = mappedName(context, name);
  return mapped ? `lower(${mapped.staged})` : 'null::text';
}
