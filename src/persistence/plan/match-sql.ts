import { type MappedField, mappedFields, type PlanContext } from './plan-context.js';

/** Which user each entry is: by its link, else the users that it may take over, counted. */
export function matchSql(context: PlanContext): string[] {
  const { users, tables, staged, dataPool } = context;
  const key = `u.${users.key.name}::text`;
  return [
    `linked as materialized (
      select s.n, l.user_id, l.dn as link_dn
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
      select n, user_id, link_dn, 'link' as matched_by, 1 as candidates from linked
      union all
      select n, case candidates when 1 then user_id end, null, 'principalName', candidates from by_principal
      union all
      select n, case candidates when 1 then user_id end, null, 'userName', candidates from by_name)`,

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
