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
  ),
  updated as (
    update "identity_user" u
    set
      "user_name" = case
        when c.before[1] is distinct from c.after[1] then c.after[1]
        else u."user_name"
      end,
      "first_name" = case
        when c.before[2] is distinct from c.after[2] then c.after[2]
        else u."first_name"
      end,
      "last_name" = case
        when c.before[3] is distinct from c.after[3] then c.after[3]
        else u."last_name"
      end,
      "display_name" = case
        when c.before[4] is distinct from c.after[4] then c.after[4]
        else u."display_name"
      end,
      "email" = case
        when c.before[5] is distinct from c.after[5] then c.after[5]
        else u."email"
      end,
      "phone" = case
        when c.before[6] is distinct from c.after[6] then c.after[6]
        else u."phone"
      end,
      "mobile" = case
        when c.before[7] is distinct from c.after[7] then c.after[7]
        else u."mobile"
      end,
      "employee_number" = case
        when c.before[8] is distinct from c.after[8] then c.after[8]
        else u."employee_number"
      end,
      "title" = case
        when c.before[9] is distinct from c.after[9] then c.after[9]
        else u."title"
      end,
      "department" = case
        when c.before[10] is distinct from c.after[10] then c.after[10]
        else u."department"
      end,
      "organization" = case
        when c.before[11] is distinct from c.after[11] then c.after[11]
        else u."organization"
      end,
      "organizational_unit" = case
        when c.before[12] is distinct from c.after[12] then c.after[12]
        else u."organizational_unit"
      end,
      "location" = case
        when c.before[13] is distinct from c.after[13] then c.after[13]
        else u."location"
      end,
      "common_name" = case
        when c.before[14] is distinct from c.after[14] then c.after[14]
        else u."common_name"
      end,
      "principal_name" = case
        when c.before[15] is distinct from c.after[15] then c.after[15]
        else u."principal_name"
      end,
      "comment" = case
        when c.before[16] is distinct from c.after[16] then c.after[16]
        else u."comment"
      end,
      "source" = case
        when c.before[17] is distinct from c.after[17] then c.after[17]
        else u."source"
      end,
      "state" = case
        when c.before[18] is distinct from c.after[18] then c.after[18]
        else u."state"
      end,
      "attributes" = case
        when c.before[19:20] is distinct from c.after[19:20] then (
          (
            case jsonb_typeof(u."attributes"::jsonb)
              when 'object' then u."attributes"::jsonb
              else '{}'
            end - coalesce(
              (
                select
                  array_agg(a.name)
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
                  and a.after is null
              ),
              '{}'
            ) || coalesce(
              (
                select
                  jsonb_object_agg(a.name, a.after)
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
                  and a.after is not null
              ),
              '{}'
            )
          )
        )::jsonb
        else u."attributes"
      end,
      "version" = u."version" + 1
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
    where
      not c.is_new
      and not c.writes
  ),
  created as (
    insert into
      "identity_user" (
        "id",
        "user_name",
        "first_name",
        "last_name",
        "display_name",
        "email",
        "phone",
        "mobile",
        "employee_number",
        "title",
        "department",
        "organization",
        "organizational_unit",
        "location",
        "common_name",
        "principal_name",
        "comment",
        "source",
        "state",
        "attributes"
      )
    overriding system value
    select
      (c.user_id)::uuid,
      c.after[1],
      c.after[2],
      c.after[3],
      c.after[4],
      c.after[5],
      c.after[6],
      c.after[7],
      c.after[8],
      c.after[9],
      c.after[10],
      c.after[11],
      c.after[12],
      c.after[13],
      c.after[14],
      c.after[15],
      c.after[16],
      c.after[17],
      c.after[18],
      (
        jsonb_strip_nulls(
          jsonb_object(
            (
              select
                names
              from
                attribute_names
            ),
            c.after[19:20]
          )
        )
      )::jsonb
    from
      chunk c
    where
      c.is_new
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
      c.seq,
      c.user_id
    from
      chunk c
      join created k on k.user_id = (c.user_id)::uuid
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
      c.before[21] is distinct from c.after[21]
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
