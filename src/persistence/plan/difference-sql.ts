import { mappedAttributes, mappedFields, type PlanContext } from './plan-context.js';

/** Whether the user `u` is in another state than active; never null. */
export function notActiveSql({ users, active }: PlanContext): string {
  return `u.${users.state.name} is distinct from ${users.state.fromText(active)}`;
}

/** Whether a mapped field, the source or the DN of the link `l` differs between `u` and the entry `s`; never null. */
export function differsSql(context: PlanContext): string {
  const { users, source } = context;
  const pairs = [
    ['l.dn', 's.dn'],
    ...(users.source ? [[users.source.asText('u'), source]] : []),
    ...mappedFields(context).map(({ column, staged }) => [column.asText('u'), staged]),
    ...mappedAttributes(context).map(({ current, staged }) => [current, staged]),
  ];
  return `(${pairs.map(([current, next]) => `${current} is distinct from ${next}`).join(' or ')})`;
}
