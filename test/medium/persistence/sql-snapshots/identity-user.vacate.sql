with
  attribute_names as materialized (
    select
      array(
        select
          substr(t.target, 12)
        from
          jsonb_array_elements_text(r.targets) with ordinality t (target, position)
        where
          starts_with(t.target, 'attributes.')
        order by
          t.position
      ) as names
    from
      "batch_run" r
    where
      r.id = $1::text::uuid
  ),
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
      before[:20] is distinct from after[:20] as writes
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
          "p"."role" is not null
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
  "principal_name" = case
    when c.before[15] is distinct from c.after[15] then left(md5($1::text || ':' || c.seq), 32)
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
  and (
    not (c.before[1] is distinct from c.after[1])
    or u."user_name" is not distinct from c.before[1]
    or u."user_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[2] is distinct from c.after[2])
    or u."first_name" is not distinct from c.before[2]
    or u."first_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[3] is distinct from c.after[3])
    or u."last_name" is not distinct from c.before[3]
    or u."last_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[4] is distinct from c.after[4])
    or u."display_name" is not distinct from c.before[4]
    or u."display_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[5] is distinct from c.after[5])
    or u."email" is not distinct from c.before[5]
    or u."email" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[6] is distinct from c.after[6])
    or u."phone" is not distinct from c.before[6]
    or u."phone" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[7] is distinct from c.after[7])
    or u."mobile" is not distinct from c.before[7]
    or u."mobile" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[8] is distinct from c.after[8])
    or u."employee_number" is not distinct from c.before[8]
    or u."employee_number" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[9] is distinct from c.after[9])
    or u."title" is not distinct from c.before[9]
    or u."title" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[10] is distinct from c.after[10])
    or u."department" is not distinct from c.before[10]
    or u."department" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[11] is distinct from c.after[11])
    or u."organization" is not distinct from c.before[11]
    or u."organization" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[12] is distinct from c.after[12])
    or u."organizational_unit" is not distinct from c.before[12]
    or u."organizational_unit" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[13] is distinct from c.after[13])
    or u."location" is not distinct from c.before[13]
    or u."location" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[14] is distinct from c.after[14])
    or u."common_name" is not distinct from c.before[14]
    or u."common_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[15] is distinct from c.after[15])
    or u."principal_name" is not distinct from c.before[15]
    or u."principal_name" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[16] is distinct from c.after[16])
    or u."comment" is not distinct from c.before[16]
    or u."comment" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[17] is distinct from c.after[17])
    or u."source" is not distinct from c.before[17]
    or u."source" = left(md5($1::text || ':' || c.seq), 32)
  )
  and (
    not (c.before[18] is distinct from c.after[18])
    or u."state"::text is not distinct from c.before[18]
    or u."state"::text = left(md5($1::text || ':' || c.seq), 16)
  )
  and (
    not (c.before[19:20] is distinct from c.after[19:20])
    or not exists (
      select
      from
        unnest(
          (
            select
              names
            from
              attribute_names
          ),
          c.before[19:20],
          c.after[19:20]
        ) a (name, before, after)
      where
        a.before is distinct from a.after
        and u."attributes"::jsonb ->> a.name is distinct from a.before
    )
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
          p.field = 'firstName'
          and c.before[2] is distinct from c.after[2]
        )
        or (
          p.field = 'lastName'
          and c.before[3] is distinct from c.after[3]
        )
        or (
          p.field = 'displayName'
          and c.before[4] is distinct from c.after[4]
        )
        or (
          p.field = 'email'
          and c.before[5] is distinct from c.after[5]
        )
        or (
          p.field = 'phone'
          and c.before[6] is distinct from c.after[6]
        )
        or (
          p.field = 'mobile'
          and c.before[7] is distinct from c.after[7]
        )
        or (
          p.field = 'employeeNumber'
          and c.before[8] is distinct from c.after[8]
        )
        or (
          p.field = 'title'
          and c.before[9] is distinct from c.after[9]
        )
        or (
          p.field = 'department'
          and c.before[10] is distinct from c.after[10]
        )
        or (
          p.field = 'organization'
          and c.before[11] is distinct from c.after[11]
        )
        or (
          p.field = 'organizationalUnit'
          and c.before[12] is distinct from c.after[12]
        )
        or (
          p.field = 'location'
          and c.before[13] is distinct from c.after[13]
        )
        or (
          p.field = 'commonName'
          and c.before[14] is distinct from c.after[14]
        )
        or (
          p.field = 'principalName'
          and c.before[15] is distinct from c.after[15]
        )
        or (
          p.field = 'comment'
          and c.before[16] is distinct from c.after[16]
        )
        or (
          p.field = 'source'
          and c.before[17] is distinct from c.after[17]
        )
        or (
          p.field = 'state'
          and c.before[18] is distinct from c.after[18]
        )
        or (
          exists (
            select
            from
              unnest(
                (
                  select
                    names
                  from
                    attribute_names
                ),
                c.before[19:20],
                c.after[19:20]
              ) a (name, before, after)
            where
              a.before is distinct from a.after
              and p.field = 'attributes.' || a.name
          )
        )
      )
  )
