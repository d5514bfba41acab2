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
      k."id"::text as user_id
    from
      (
        select
          "p"."id"
        from
          "identity_user" as "p"
        where
          "p"."role" = 'administrator'
          and (
            "p"."id" = any (
              array(
                select
                  (c.user_id)::uuid
                from
                  chunk c
                where
                  c.user_id is not null
              )
            )
          )
      ) k
  ),
  updated as (
    update "identity_user" u
    set
      "user_name" = case
        when c.after ? 'userName' then (c.after ->> 'userName')
        else u."user_name"
      end,
      "email" = case
        when c.after ? 'email' then (c.after ->> 'email')
        else u."email"
      end,
      "principal_name" = case
        when c.after ? 'principalName' then (c.after ->> 'principalName')
        else u."principal_name"
      end,
      "state" = case
        when c.after ? 'state' then ((c.after ->> 'state'))::"user_state"
        else u."state"
      end,
      "source" = case
        when c.after ? 'source' then (c.after ->> 'source')
        else u."source"
      end,
      "version" = u."version" + 1,
      "updated_at" = now()
    from
      chunk c
    where
      c.user_id is not null
      and c.writes
      and u."id" = any (
        array(
          select
            (c.user_id)::uuid
          from
            chunk c
          where
            c.user_id is not null
        )
      )
      and u."id" = (c.user_id)::uuid
      and not exists (
        select
        from
          protected_users p
        where
          p.user_id = c.user_id
      )
      and ("u"."deleted_at" is null)
      and (
        not c.before ? 'userName'
        or u."user_name" is not distinct from (c.before ->> 'userName')
        or u."user_name" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not c.before ? 'email'
        or u."email" is not distinct from (c.before ->> 'email')
        or u."email" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not c.before ? 'principalName'
        or u."principal_name" is not distinct from (c.before ->> 'principalName')
        or u."principal_name" = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not c.before ? 'state'
        or u."state"::text is not distinct from (c.before ->> 'state')
        or u."state"::text = left(md5($1::text || ':' || c.seq), 32)
      )
      and (
        not c.before ? 'source'
        or u."source" is not distinct from (c.before ->> 'source')
        or u."source" = left(md5($1::text || ':' || c.seq), 20)
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
      join "identity_user" u on u."id" = any (
        array(
          select
            (c.user_id)::uuid
          from
            chunk c
          where
            c.user_id is not null
        )
      )
      and u."id" = (c.user_id)::uuid
      and not exists (
        select
        from
          protected_users p
        where
          p.user_id = c.user_id
      )
      and ("u"."deleted_at" is null)
    where
      c.user_id is not null
      and not c.writes
  ),
  new_users as materialized (
    select
      c.seq,
      c.after,
      (gen_random_uuid())::uuid as user_id
    from
      chunk c
    where
      c.user_id is null
  ),
  created as (
    insert into
      "identity_user" ("id", "user_name", "email", "principal_name", "state", "source", "created_at", "updated_at")
    overriding system value
    select
      c.user_id,
      (c.after ->> 'userName'),
      (c.after ->> 'email'),
      (c.after ->> 'principalName'),
      ((c.after ->> 'state'))::"user_state",
      (c.after ->> 'source'),
      now(),
      now()
    from
      new_users c
    returning
      "id" as user_id
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
