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
      before[:5] is distinct from after[:5] as writes
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
                  not c.is_new
              )
            )
          )
      ) k
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
  )
update "identity_user" u
set
  "user_name" = case
    when c.before[1] is distinct from c.after[1] then left(md5($1::text || ':' || c.seq), 32)
    else u."user_name"
  end,
  "email" = case
    when c.before[2] is distinct from c.after[2] then left(md5($1::text || ':' || c.seq), 32)
    else u."email"
  end,
  "principal_name" = case
    when c.before[3] is distinct from c.after[3] then left(md5($1::text || ':' || c.seq), 32)
    else u."principal_name"
  end
from
  chunk c
where
  not c.is_new
  and c.writes
  and u."id" = any (
    array(
      select
        (c.user_id)::uuid
      from
        chunk c
      where
        not c.is_new
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
    not (c.before[1] is distinct from c.after[1])
    or u."user_name" is not distinct from c.before[1]
    or u."user_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[2] is distinct from c.after[2])
    or u."email" is not distinct from c.before[2]
    or u."email" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[3] is distinct from c.after[3])
    or u."principal_name" is not distinct from c.before[3]
    or u."principal_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[4] is distinct from c.after[4])
    or u."source" is not distinct from c.before[4]
    or u."source" = left(md5($1::text || ':' || c.seq), 20)
  )
  and (
    not (c.before[5] is distinct from c.after[5])
    or u."state"::text is not distinct from c.before[5]
    or u."state"::text = left(md5($1::text || ':' || c.seq), 32)
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
          p.field = 'principalName'
          and c.before[3] is distinct from c.after[3]
        )
        or (
          p.field = 'source'
          and c.before[4] is distinct from c.after[4]
        )
        or (
          p.field = 'state'
          and c.before[5] is distinct from c.after[5]
        )
      )
  )
