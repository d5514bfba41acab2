with
  chunk as materialized (
    select
      seq,
      kind,
      dn,
      stable_id,
      user_id,
      before,
      after,
      after - 'dn' <> '{}' as writes
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
      and state = 'planned'
  ),
  protected_users as materialized (
    select
      null::text as user_id
    where
      false
  ),
  updated as (
    update "crm"."app_person" u
    set
      "login name" = case
        when c.after ? 'userName' then (c.after ->> 'userName')
        else u."login name"
      end,
      "MailAddress" = case
        when c.after ? 'email' then (c.after ->> 'email')
        else u."MailAddress"
      end,
      "enabled" = case
        when c.after ? 'state' then ((c.after ->> 'state'))::boolean
        else u."enabled"
      end
    from
      chunk c
    where
      c.user_id is not null
      and c.writes
      and u."person_no" = any (
        array(
          select
            (c.user_id)::int
          from
            chunk c
          where
            c.user_id is not null
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
        not c.before ? 'userName'
        or u."login name" is not distinct from (c.before ->> 'userName')
        or u."login name" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not c.before ? 'email'
        or u."MailAddress" is not distinct from (c.before ->> 'email')
        or u."MailAddress" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not c.before ? 'state'
        or u."enabled"::text is not distinct from (c.before ->> 'state')
        or u."enabled"::text = left(md5($1::text || ':' || c.seq), 32)
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
            c.user_id is not null
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
      c.user_id is not null
      and not c.writes
  ),
  new_users as materialized (
    select
      c.seq,
      c.after,
      nextval(pg_get_serial_sequence('"crm"."app_person"', 'person_no'))::int as user_id
    from
      chunk c
    where
      c.user_id is null
  ),
  created as (
    insert into
      "crm"."app_person" ("person_no", "login name", "MailAddress", "enabled")
    overriding system value
    select
      c.user_id,
      (c.after ->> 'userName'),
      (c.after ->> 'email'),
      ((c.after ->> 'state'))::boolean
    from
      new_users c
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
      n.seq,
      n.user_id::text
    from
      new_users n
      join created c on c.user_id = n.user_id
  ),
  -- A change has a DN in "after" exactly when the link or its DN is new.
  links as materialized (
    select
      c.stable_id,
      d.user_id,
      c.dn
    from
      done d
      join chunk c on c.seq = d.seq
    where
      c.after ? 'dn'
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
      "directory_link" (data_pool, stable_id, user_id, dn)
    select
      $3::text,
      n.stable_id,
      n.user_id,
      n.dn
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
  journal as (
    update "batch_change" j
    set
      state = case
        when d.seq is null then 'refused'
        else 'applied'
      end,
      user_id = coalesce(d.user_id, j.user_id),
      applied_at = case
        when d.seq is null then j.applied_at
        else now()
      end
    from
      chunk c
      left join done d on d.seq = c.seq
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
      and j.seq = c.seq
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
