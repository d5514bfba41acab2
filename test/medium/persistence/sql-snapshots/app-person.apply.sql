with
  chunk as materialized (
    select
      seq,
      state,
      kind = 'create' as is_new,
      dn,
      stable_id,
      user_id,
      moved_link,
      before,
      after,
      before[:4] is distinct from after[:4] as writes
    from
      "batch_change" j
    where
      j.run_id = $1::text::uuid
      and j.seq between (
        select
          min(n)
        from
          unnest($2::int[]) n
      ) and (
        select
          max(n)
        from
          unnest($2::int[]) n
      )
      and j.seq = any ($2::int[])
      and state in ('planned', 'deferred')
  ),
  protected_users as materialized (
    select
      null::text as user_id
    where
      false
  ),
  pins as materialized (
    select
      p.user_id,
      p.field
    from
      "field_pin" p
    where
      (
        p.expires_at is null
        or p.expires_at > now()
      )
  ),
  updated as (
    update "crm"."app_person" u
    set
      "login name" = case
        when c.before[1] is distinct from c.after[1] then c.after[1]
        else u."login name"
      end,
      "MailAddress" = case
        when c.before[2] is distinct from c.after[2] then c.after[2]
        else u."MailAddress"
      end,
      "enabled" = case
        when c.before[4] is distinct from c.after[4] then (c.after[4])::boolean
        else u."enabled"
      end
    from
      chunk c
    where
      not c.is_new
      and c.writes
      and u."person_no" = any (
        array(
          select
            (c.user_id)::int
          from
            chunk c
          where
            not c.is_new
        )
      )
      and u."person_no" = (c.user_id)::int
      and not exists (
        select
        from
          protected_users p
        where
          p.user_id = c.user_id
      )
      and (
        not (c.before[1] is distinct from c.after[1])
        or u."login name" is not distinct from c.before[1]
        or u."login name" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not (c.before[2] is distinct from c.after[2])
        or u."MailAddress" is not distinct from c.before[2]
        or u."MailAddress" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not (c.before[4] is distinct from c.after[4])
        or u."enabled"::text is not distinct from c.before[4]
        or u."enabled"::text = left(md5($1::text || ':' || c.seq), 32)
      )
      and not exists (
        select
        from
          pins p
        where
          p.user_id = c.user_id
          and (
            (
              p.field = 'userName'
              and c.before[1] is distinct from c.after[1]
            )
            or (
              p.field = 'email'
              and c.before[2] is distinct from c.after[2]
            )
            or (
              p.field = 'state'
              and c.before[4] is distinct from c.after[4]
            )
          )
      )
    returning
      c.seq,
      c.user_id
  ),
  -- Users whose values are already correct and that only get their link.
  only_linked as (
    select
      c.seq,
      c.user_id
    from
      chunk c
      join "crm"."app_person" u on u."person_no" = any (
        array(
          select
            (c.user_id)::int
          from
            chunk c
          where
            not c.is_new
        )
      )
      and u."person_no" = (c.user_id)::int
      and not exists (
        select
        from
          protected_users p
        where
          p.user_id = c.user_id
      )
    where
      not c.is_new
      and not c.writes
  ),
  created as (
    insert into
      "crm"."app_person" ("person_no", "login name", "MailAddress", "enabled")
    overriding system value
    select
      (c.user_id)::int,
      c.after[1],
      c.after[2],
      (c.after[4])::boolean
    from
      chunk c
    where
      c.is_new
    returning
      "person_no" as user_id
  ),
  done as (
    select
      seq,
      user_id
    from
      updated
    union all
    select
      seq,
      user_id
    from
      only_linked
    union all
    select
      c.seq,
      c.user_id
    from
      chunk c
      join created k on k.user_id = (c.user_id)::int
  ),
  -- The DNs differ when the link or its DN is new.
  links as materialized (
    select
      c.stable_id,
      d.user_id,
      c.dn
    from
      done d
      join chunk c on c.seq = d.seq
    where
      c.before[5] is distinct from c.after[5]
  ),
  -- Not "on conflict", which checks each new row twice. No other process writes links of this data pool during the run.
  updated_links as (
    update "directory_link" l
    set
      user_id = n.user_id,
      dn = n.dn,
      linked_at = case l.user_id
        when n.user_id then l.linked_at
        else now()
      end
    from
      links n
    where
      l.data_pool = $3::text
      and l.stable_id = any (
        array(
          select
            stable_id
          from
            links
        )
      )
      and l.stable_id = n.stable_id
    returning
      l.stable_id
  ),
  new_links as (
    insert into
      "directory_link" (data_pool, stable_id, user_id, dn, job)
    select
      $3::text,
      n.stable_id,
      n.user_id,
      n.dn,
      (
        select
          job
        from
          "batch_run"
        where
          id = $1::text::uuid
      )
    from
      links n
    where
      not exists (
        select
        from
          updated_links m
        where
          m.stable_id = n.stable_id
      )
  ),
  -- That a change was applied is said by the run, for all changes of the chunk.
  journal as (
    update "batch_change" j
    set
      state = w.state,
      applied_at = case w.state
        when 'applied' then now()
      end,
      position = case w.state
        when 'applied' then nextval('"batch_position"')
      end
    from
      (
        select
          c.seq,
          case
            when d.seq is null then 'refused'
            else 'applied'
          end as state
        from
          chunk c
          left join done d on d.seq = c.seq
        where
          d.seq is null
          or c.state = 'deferred'
      ) w
    where
      j.run_id = $1::text::uuid
      and j.seq between (
        select
          min(n)
        from
          unnest($2::int[]) n
      ) and (
        select
          max(n)
        from
          unnest($2::int[]) n
      )
      and j.seq = any ($2::int[])
      and j.seq = w.seq
    returning
      j.seq,
      j.state
  ),
  -- A refused change concerns a user that was changed after the plan was made.
  problems as (
    insert into
      "batch_problem" (run_id, dn, stable_id, code, params)
    select
      $1::text::uuid,
      c.dn,
      c.stable_id,
      'CHANGED_MEANWHILE',
      '{}'
    from
      journal j
      join chunk c on c.seq = j.seq
    where
      j.state = 'refused'
  )
select
  count(*)::int as applied
from
  done
