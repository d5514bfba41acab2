import { mappedAttributes, mappedFields, type PlanContext } from './plan-context.js';

/** The changes: what differs, before and after. Whoever gives something up goes before who takes it. */
export function changesSql(context: PlanContext): string {
  const { users, tables, staged, runId } = context;
  return `changes as (
      insert into ${tables.change} (run_id, seq, kind, dn, stable_id, user_id, matched_by, before, after)
      select ${runId}::uuid, row_number() over (order by d.outcome = 'create', d.n), d.outcome, s.dn, s.stable_id,
        d.user_id, d.matched_by, case when d.user_id is null then '{}' else coalesce(x.before, '{}') end, coalesce(x.after, '{}')
      from decided d
      join ${staged.name} s on s.n = d.n
      left join ${users.name} u on u.${users.key.name}::text = d.user_id
      cross join lateral (
        select jsonb_object_agg(key, old) as before, jsonb_object_agg(key, new) as after
        from (values ${differencesSql(context)}) v (key, old, new)
        where old is distinct from new
      ) x
      where d.outcome in ('create', 'update', 'activate')
      returning kind)`;
}

/** One row per thing that may differ: its key in the journal, what the user has, what the entry says; as JSON. */
function differencesSql(context: PlanContext): string {
  const { users, active, source } = context;
  const rows = mappedFields(context).map(
    ({ field, column, staged }) => `('${field}', to_jsonb(${column.asText('u')}), to_jsonb(${staged}))`,
  );
  rows.push(`('state', to_jsonb(u.${users.state.name}), to_jsonb(${users.state.fromText(active)}))`);
  rows.push(`('dn', to_jsonb(d.link_dn), to_jsonb(s.dn))`);
  if (users.source) rows.push(`('source', to_jsonb(${users.source.asText('u')}), to_jsonb(${source}))`);
  const attributes = attributesSql(context);
  if (attributes) rows.push(`('attributes', ${attributes('current')}, ${attributes('staged')})`);
  return rows.join(', ');
}

/** The mapped places that differ, as one object; an absent one is null in it. */
function attributesSql(context: PlanContext): ((side: 'current' | 'staged') => string) | undefined {
  const attributes = mappedAttributes(context);
  if (attributes.length === 0) return undefined;
  const rows = attributes.map(({ name, current, staged }) => `(${name}, ${current}, ${staged})`).join(', ');
  return (side) => `(select jsonb_object_agg(name, ${side}) from (values ${rows}) a (name, current, staged)
          where current is distinct from staged)`;
}

/** The problems, each with what its sentence names. */
export function problemsSql(context: PlanContext, labels: readonly string[]): string {
  const { users, tables, staged, runId, values } = context;
  const userName = users.fields.get('userName')?.asText('u') ?? 'null';
  const label = `(array[${labels.map((each) => values.text(each)).join(', ')}])[o.key + 1]`;
  return `problems as (
      insert into ${tables.problem} (run_id, dn, stable_id, code, params)
      select ${runId}::uuid, s.dn, s.stable_id, case d.outcome when 'rejected' then s.code else d.outcome end,
        case d.outcome
          when 'rejected' then s.params::jsonb
          when 'STABLE_ID_TWICE' then jsonb_build_object('other', other.dn)
          when 'CANDIDATES_AMBIGUOUS' then jsonb_build_object('field', d.matched_by, 'count', d.candidates)
          when 'CANDIDATE_CLAIMED_TWICE' then jsonb_build_object('user', ${userName}, 'userId', d.user_id, 'other', other.dn)
          when 'USER_PROTECTED' then jsonb_build_object('user', ${userName}, 'userId', d.user_id)
          else jsonb_strip_nulls(jsonb_build_object('field', ${label}, 'user', coalesce(${userName}, other.dn),
            'userId', o.holder, 'other', coalesce(other.dn, way.dn)))
        end
      from decided d
      join ${staged.name} s on s.n = d.n
      left join obstacles o on o.n = d.n and o.fact = case d.outcome
        when 'NAME_TWICE_IN_DIRECTORY' then 'nameTwice' when 'NAME_TAKEN' then 'nameTaken'
        when 'UNIQUE_VALUE_TAKEN' then 'uniqueValueTaken' end
      left join ${staged.name} other on other.n = case d.outcome
        when 'STABLE_ID_TWICE' then case d.n when d.first_n then d.last_n else d.first_n end
        when 'CANDIDATE_CLAIMED_TWICE' then case d.n when d.claim_first then d.claim_last else d.claim_first end
        else o.other_n end
      left join ${users.name} u on u.${users.key.name}::text = case when o.n is null then d.user_id else o.holder end
      left join (select user_id, min(dn) as dn from ${tables.link} group by user_id) way on way.user_id = o.holder
      where d.outcome not in ('create', 'update', 'activate', 'unchanged')
      returning 1)`;
}
