import { mappedAttributes, mappedFields, type PlanContext } from './plan-context.js';

/** Who stays as he is drops out here, so that the rest of the statement costs what changes cost. */
export function compareSql(context: PlanContext): string[] {
  const { users, staged, active } = context;
  const notActive = `u.${users.state.name} is distinct from ${users.state.fromText(active)}`;
  const differs = differsSql(context);
  return [
    `twice as materialized (
      select stable_id, min(n) as first_n, max(n) as last_n from ${staged.name}
      where stable_id is not null group by stable_id having count(*) > 1)`,

    `guarded as materialized (${users.protectedKeys() ?? `select '' as user_id where false`})`,

    `compared as materialized (
      select s.n, s.code, m.user_id, m.link_dn, m.matched_by, coalesce(m.candidates, 0) as candidates,
        t.stable_id is not null as twice, t.first_n, t.last_n, g.user_id is not null as guarded,
        ${notActive} as not_active, ${differs} as is_different
      from ${staged.name} s
      left join matched m on m.n = s.n
      left join ${users.name} u on u.${users.key.name}::text = m.user_id
      left join twice t on t.stable_id = s.stable_id
      left join guarded g on g.user_id = m.user_id
      where s.code is not null or m.user_id is null or t.stable_id is not null or g.user_id is not null
        or ${notActive} or ${differs})`,
  ];
}

/** Whether a mapped field, the source or the link differs; never null. */
function differsSql(context: PlanContext): string {
  const { users, source } = context;
  const pairs = [
    ['m.link_dn', 's.dn'],
    ...(users.source ? [[users.source.asText('u'), source]] : []),
    ...mappedFields(context).map(({ column, staged }) => [column.asText('u'), staged]),
    ...mappedAttributes(context).map(({ current, staged }) => [current, staged]),
  ];
  return `(${pairs.map(([current, next]) => `${current} is distinct from ${next}`).join(' or ')})`;
}
