import { createdJson, differingJson } from './difference-json-sql.js';
import type { PlanContext } from './plan-context.js';

/** The changes: what differs, before and after. Whoever gives something up goes before who takes it. */
export function changesSql(context: PlanContext): string[] {
  const { users, tables, staged, runId } = context;
  return [
    `numbered as materialized (
      select *, row_number() over (order by outcome = 'create', n) as seq
      from decided where outcome in ('create', 'update', 'activate'))`,

    `changes as (
      insert into ${tables.change} (run_id, seq, kind, dn, stable_id, user_id, matched_by, before, after)
      select ${runId}::uuid, seq, outcome, dn, stable_id, user_id, matched_by, coalesce(pair -> 0, '{}'), coalesce(pair -> 1, after)
      from (
        select d.seq, d.outcome, s.dn, s.stable_id, d.user_id, d.matched_by,
          case when d.user_id is null then ${createdJson(context)} end as after,
          case when d.user_id is not null then ${differingJson(context)} end as pair
        from ${staged.name} s
        join numbered d on d.n = s.n
        left join ${users.name} u on u.${users.key.name}::text = d.user_id
        offset 0
      ) c
      returning kind)`,
  ];
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
      order by d.n
      returning 1)`;
}
