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
          "p"."role" is not null
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
  and (
    not c.before ? 'userName'
    or u."user_name" is not distinct from (c.before ->> 'userName')
    or u."user_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'firstName'
    or u."first_name" is not distinct from (c.before ->> 'firstName')
    or u."first_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'lastName'
    or u."last_name" is not distinct from (c.before ->> 'lastName')
    or u."last_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'displayName'
    or u."display_name" is not distinct from (c.before ->> 'displayName')
    or u."display_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'email'
    or u."email" is not distinct from (c.before ->> 'email')
    or u."email" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'phone'
    or u."phone" is not distinct from (c.before ->> 'phone')
    or u."phone" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'mobile'
    or u."mobile" is not distinct from (c.before ->> 'mobile')
    or u."mobile" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'employeeNumber'
    or u."employee_number" is not distinct from (c.before ->> 'employeeNumber')
    or u."employee_number" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'title'
    or u."title" is not distinct from (c.before ->> 'title')
    or u."title" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'department'
    or u."department" is not distinct from (c.before ->> 'department')
    or u."department" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'organization'
    or u."organization" is not distinct from (c.before ->> 'organization')
    or u."organization" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'organizationalUnit'
    or u."organizational_unit" is not distinct from (c.before ->> 'organizationalUnit')
    or u."organizational_unit" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'location'
    or u."location" is not distinct from (c.before ->> 'location')
    or u."location" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'commonName'
    or u."common_name" is not distinct from (c.before ->> 'commonName')
    or u."common_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'principalName'
    or u."principal_name" is not distinct from (c.before ->> 'principalName')
    or u."principal_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'comment'
    or u."comment" is not distinct from (c.before ->> 'comment')
    or u."comment" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'state'
    or u."state"::text is not distinct from (c.before ->> 'state')
    or u."state"::text = left(md5($1::text || ':' || c.seq), 16)
  )
  and (
    not c.before ? 'source'
    or u."source" is not distinct from (c.before ->> 'source')
    or u."source" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not c.before ? 'attributes'
    or not exists (
      select
      from
        jsonb_each_text(c.before -> 'attributes') b
      where
        u."attributes"::jsonb ->> b.key is distinct from b.value
    )
  )
