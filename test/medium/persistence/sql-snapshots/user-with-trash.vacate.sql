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
  )
update "identity_user" u
set
  "user_name" = case
    when c.before ? 'userName' then left(md5($1::text || ':' || c.seq), 32)
    else u."user_name"
  end,
  "email" = case
    when c.before ? 'email' then left(md5($1::text || ':' || c.seq), 32)
    else u."email"
  end,
  "principal_name" = case
    when c.before ? 'principalName' then left(md5($1::text || ':' || c.seq), 32)
    else u."principal_name"
  end
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
