-- The plan of a revert as one statement: it writes the changes and the problems and returns the counts.
--
-- It reads a projection that hides the host's columns. `revert-projection.ts` writes these relations, and `revert-sql.ts`
-- puts them in front of the first one here:
--   run              the id of the run, and the run that it turns back
--   unique_keys      values that must be unique among users: names in any case, and the host's unique constraints
--   fields           the names of the values, in the order of the journal without the DN, and whether each is turned back
--   reverted         the changes that the reverted run applied, with the values before (`old_values`) and after
--                    (`new_values`)
--   host_users       the host's users with their present values, and whether the host shows them
--   pins             the values of users that must be left alone
--   protected_users  users that must not be written
--   next_uniques     compared × users: the unique values of a user before and after; always joined on the key
--   unique_holders   the unique values of all users
with recursive
  run as not materialized (
    select
      $1::text::uuid as id,
      $2::text as data_pool,
      $1::text::uuid as reverted_id,
      $3::text as active,
      false as can_deactivate,
      true as is_whole
  ),
  unique_keys (key, label) as materialized (
    values
      (1, $4::text),
      (2, $4::text),
      (3, $5::text)
  ),
  fields as materialized (
    select
      $6::text::text[] as names,
      array[true, true, false, true] as selected
  ),
  turned_back as not materialized (
    select
      c.*
    from
      "batch_change" c
      join "batch_run" r on r.id = c.run_id
    where
      c.run_id = (
        select
          reverted_id
        from
          run
      )
      and (
        c.state = 'applied'
        or c.state = 'planned'
        and c.seq <= r.applied_through
      )
      and c.user_id = any ($7::text::text[])
  ),
  reverted as materialized (
    select
      c.seq,
      c.kind = 'create' as is_created,
      c.dn,
      c.stable_id,
      c.user_id,
      c.moved_link,
      case c.kind
        when 'create' then c.after[:3] || array[null::text]::text[] || c.after[5:4]
        else c.before[:4]
      end as old_values,
      c.after[:4] as new_values
    from
      turned_back c
  ),
  host_users as not materialized (
    select
      u."person_no" as user_key,
      u."login name" as user_name,
      true as is_shown,
      array[u."login name", u."MailAddress", null, u."enabled"::text]::text[] as present_values
    from
      "crm"."app_person" u
  ),
  pins as materialized (
    select
      p.user_id,
      array_agg(p.field) as fields
    from
      "field_pin" p
    where
      (
        p.expires_at is null
        or p.expires_at > now()
      )
    group by
      p.user_id
  ),
  protected_users as materialized (
    select
      p.user_id::int as user_key
    from
      (
        select
          null::text as user_id
        where
          false
      ) p
  ),
  next_uniques as not materialized (
    select
      c.seq,
      u."person_no" as user_key,
      array[1, 2, 3]::int[] as unique_keys,
      array[
        lower(
          (
            case
              when (u."login name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."login name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."login name", nfc)
                      else u."login name"
                    end
                  ) collate "C",
                  e'^[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+|[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$',
                  '',
                  'g'
                ),
                e'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+',
                ' ',
                'g'
              )
            end
          ) collate "default"
        ),
        u."login name",
        case
          when u."tenant" is not null
          and u."MailAddress" is not null then jsonb_build_array(u."tenant", u."MailAddress")::text
        end
      ]::text[] as current_unique,
      array[
        lower(
          (
            case
              when (c.next_values[1]) collate "C" ~ '^[!-~]+( [!-~]+)*$' then c.next_values[1]
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(c.next_values[1], nfc)
                      else c.next_values[1]
                    end
                  ) collate "C",
                  e'^[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+|[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$',
                  '',
                  'g'
                ),
                e'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+',
                ' ',
                'g'
              )
            end
          ) collate "default"
        ),
        case
          when lower(
            (
              case
                when (u."login name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."login name"
                else regexp_replace(
                  regexp_replace(
                    (
                      case
                        when getdatabaseencoding () = 'UTF8' then normalize(u."login name", nfc)
                        else u."login name"
                      end
                    ) collate "C",
                    e'^[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+|[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$',
                    '',
                    'g'
                  ),
                  e'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+',
                  ' ',
                  'g'
                )
              end
            ) collate "default"
          ) = lower(
            (
              case
                when (c.next_values[1]) collate "C" ~ '^[!-~]+( [!-~]+)*$' then c.next_values[1]
                else regexp_replace(
                  regexp_replace(
                    (
                      case
                        when getdatabaseencoding () = 'UTF8' then normalize(c.next_values[1], nfc)
                        else c.next_values[1]
                      end
                    ) collate "C",
                    e'^[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+|[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$',
                    '',
                    'g'
                  ),
                  e'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+',
                  ' ',
                  'g'
                )
              end
            ) collate "default"
          ) then c.next_values[1]
        end,
        case
          when u."tenant" is not null
          and c.next_values[2] is not null then jsonb_build_array(u."tenant", c.next_values[2])::text
        end
      ]::text[] as next_unique
    from
      compared c
      cross join "crm"."app_person" u
  ),
  unique_holders as not materialized (
    select
      u."person_no" as user_key,
      u."login name" as user_name,
      array[1, 2, 3]::int[] as unique_keys,
      array[
        lower(
          (
            case
              when (u."login name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."login name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."login name", nfc)
                      else u."login name"
                    end
                  ) collate "C",
                  e'^[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+|[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]+$',
                  '',
                  'g'
                ),
                e'[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+',
                ' ',
                'g'
              )
            end
          ) collate "default"
        ),
        u."login name",
        case
          when u."tenant" is not null
          and u."MailAddress" is not null then jsonb_build_array(u."tenant", u."MailAddress")::text
        end
      ]::text[] as unique_values
    from
      "crm"."app_person" u
  ),
  -- Compare: a value is turned back if it is still the one that the reverted run wrote ----------------------------------
  compared as materialized (
    select
      w.seq,
      w.is_created,
      w.dn,
      w.stable_id,
      w.user_id,
      u.user_key,
      u.user_name,
      u.is_shown,
      l.dn as link_dn,
      u.present_values,
      v.next_values,
      v.left_fields,
      v.pinned_fields,
      v.is_state_concerned,
      m.moved_link,
      exists (
        select
        from
          protected_users p
        where
          p.user_key = u.user_key
      ) as is_protected
    from
      reverted w
      left join host_users u on u.user_key::text = w.user_id
      left join "directory_link" l on l.data_pool = (
        select
          data_pool
        from
          run
      )
      and l.stable_id = w.stable_id
      and l.user_id = w.user_id
      left join pins k on k.user_id = w.user_id
      cross join lateral (
        select
          array_agg(
            case
              when f.is_concerned
              and f.present is not distinct from f.new
              and not f.is_pinned then f.old
              else f.present
            end
            order by
              f.position
          ) as next_values,
          string_agg(
            f.name,
            ', '
            order by
              f.position
          ) filter (
            where
              f.is_concerned
              and f.present is distinct from f.new
              and f.present is distinct from f.old
          ) as left_fields,
          string_agg(
            f.name,
            ', '
            order by
              f.position
          ) filter (
            where
              f.is_concerned
              and f.present is not distinct from f.new
              and f.is_pinned
          ) as pinned_fields,
          bool_or(f.is_concerned) as is_concerned,
          bool_or(
            f.is_concerned
            and f.name = 'state'
          ) as is_state_concerned
        from
          (
            select
              x.position,
              x.name,
              x.old,
              x.new,
              x.present,
              x.is_selected
              and x.old is distinct from x.new as is_concerned,
              coalesce(x.name = any (k.fields), false) as is_pinned
            from
              fields
              cross join unnest(fields.names, fields.selected, w.old_values, w.new_values, u.present_values) with ordinality x (name, is_selected, old, new, present, position)
            where
              x.name is not null
          ) f
      ) v
      -- A link goes back together with all values, unless the user is linked otherwise by now, or its entry is somebody else's.
      cross join lateral (
        select
          case
            when w.moved_link is not null
            and (
              select
                is_whole
              from
                run
            )
            and l.stable_id is not null
            and not exists (
              select
              from
                "directory_link" o
              where
                o.data_pool = (
                  select
                    data_pool
                  from
                    run
                )
                and o.stable_id = w.moved_link #>> '{before,stable_id}'
            ) then jsonb_build_object('before', to_jsonb(l), 'after', w.moved_link -> 'before')
          end as moved_link
      ) m
    where
      v.is_concerned
      or m.moved_link is not null
  ),
  -- Conflict: values that another user has by now ------------------------------------------------------------------------
  --
  -- A value that its holder gives up in this plan is free, unless the change of that holder is blocked.
  writable as materialized (
    select
      seq,
      user_key
    from
      compared
    where
      user_key is not null
      and is_shown
      and not is_protected
      and next_values is distinct from present_values
  ),
  changed_values as materialized (
    select
      seq,
      user_key,
      key,
      next_value
    from
      (
        select
          n.seq,
          n.user_key,
          unnest(n.unique_keys) as key,
          unnest(n.current_unique) as current_value,
          unnest(n.next_unique) as next_value
        from
          writable w
          join next_uniques n on n.seq = w.seq
          and n.user_key = w.user_key
      ) v
    where
      current_value is distinct from next_value
  ),
  held as materialized (
    select
      v.seq,
      v.key,
      h.user_key,
      h.user_name
    from
      changed_values v
      join (
        select
          u.user_key,
          u.user_name,
          unnest(u.unique_keys) as key,
          unnest(u.unique_values) as value
        from
          unique_holders u
        where
          exists (
            select
            from
              changed_values
          )
      ) h on h.key = v.key
      and h.value = v.next_value
    where
      h.user_key <> v.user_key
  ),
  blocked (seq) as (
    select
      h.seq
    from
      held h
    where
      not exists (
        select
        from
          changed_values v
        where
          v.user_key = h.user_key
          and v.key = h.key
      )
    union
    select
      h.seq
    from
      blocked b
      join changed_values v on v.seq = b.seq
      join held h on h.user_key = v.user_key
      and h.key = v.key
  ),
  conflicts as materialized (
    select distinct
      on (h.seq) h.seq,
      k.label,
      h.user_name
    from
      held h
      join blocked b on b.seq = h.seq
      join unique_keys k on k.key = h.key
    order by
      h.seq,
      h.key,
      h.user_name
  ),
  -- Decide ---------------------------------------------------------------------------------------------------------------
  decided as materialized (
    select
      c.*,
      o.label as conflict_field,
      o.user_name as conflict_user,
      case
        when c.user_key is null then 'USER_DELETED'
        when c.is_shown is not true then 'USER_HIDDEN'
        when c.is_protected then 'USER_PROTECTED'
        when c.is_created
        and c.is_state_concerned
        and not (
          select
            can_deactivate
          from
            run
        ) then 'CREATION_NOT_REVERTIBLE'
        when o.seq is not null then 'UNIQUE_VALUE_TAKEN'
        when c.left_fields is not null then 'CHANGED_SINCE'
        when c.pinned_fields is not null then 'FIELD_PINNED'
      end as problem,
      c.next_values is distinct from c.present_values
      or c.moved_link is not null as is_different
    from
      compared c
      left join conflicts o on o.seq = c.seq
  ),
  outcomes as materialized (
    select
      *,
      is_different
      and (
        problem is null
        or problem in ('CHANGED_SINCE', 'FIELD_PINNED')
      ) as is_change
    from
      decided
  ),
  -- Write ----------------------------------------------------------------------------------------------------------------
  -- The DN is that of the link: the same before and after, unless the link moves. The hash is that of `plan.sql`.
  changes as (
    insert into
      "batch_change" (run_id, seq, kind, dn, stable_id, user_id, matched_by, before, after, moved_link)
    select
      (
        select
          id
        from
          run
      ),
      row_number() over (
        order by
          o.seq
      ),
      case
        when o.present_values[s.position] is distinct from s.active
        and o.next_values[s.position] = s.active then 'activate'
        else 'update'
      end,
      coalesce(o.link_dn, o.dn),
      coalesce(o.moved_link #>> '{after,stable_id}', o.stable_id),
      o.user_id,
      'link',
      o.present_values || o.link_dn,
      o.next_values || coalesce(o.moved_link #>> '{after,dn}', o.link_dn),
      o.moved_link
    from
      outcomes o
      cross join (
        select
          array_position(names, 'state') as position,
          active
        from
          fields
          cross join run
      ) s
    where
      o.is_change
    returning
      kind,
      seq,
      sha256(
        array_send (before || after) || textsend (user_id || e'\n' || stable_id) || textsend (coalesce(moved_link #>> '{before,stable_id}', ''))
      ) as hash
  ),
  -- The value that is to blame is that of the field, if it is one. One character more than is shown is stored.
  problems as (
    insert into
      "batch_problem" (run_id, dn, stable_id, code, params, is_partial, value)
    select
      (
        select
          id
        from
          run
      ),
      o.dn,
      o.stable_id,
      p.code,
      jsonb_strip_nulls(
        jsonb_build_object(
          'field',
          case p.code
            when 'CHANGED_SINCE' then o.left_fields
            when 'FIELD_PINNED' then o.pinned_fields
            when 'UNIQUE_VALUE_TAKEN' then o.conflict_field
          end,
          'user',
          case p.code
            when 'UNIQUE_VALUE_TAKEN' then o.conflict_user
            else o.user_name
          end,
          'userId',
          o.user_id
        )
      ),
      p.is_partial,
      left(
        o.next_values[
          array_position(
            (
              select
                names
              from
                fields
            ),
            case p.code
              when 'CHANGED_SINCE' then o.left_fields
              when 'FIELD_PINNED' then o.pinned_fields
              when 'UNIQUE_VALUE_TAKEN' then o.conflict_field
            end
          )
        ],
        201
      )
    from
      outcomes o
      cross join lateral (
        select
          o.problem as code,
          o.is_change as is_partial
        union all
        -- One person counts as one problem.
        select
          'FIELD_PINNED',
          true
        where
          o.problem = 'CHANGED_SINCE'
          and o.pinned_fields is not null
      ) p
    where
      o.problem is not null
    order by
      o.seq
    returning
      stable_id,
      is_partial
  )
  -- Counts: each from different rows, so that a mistake shows as a sum that does not match ------------------------------
select
  (
    select
      count(*)::int
    from
      compared
  ) as read,
  (
    select
      coalesce(jsonb_object_agg(kind, number), '{}')::text
    from
      (
        select
          kind,
          count(*)::int as number
        from
          changes
        group by
          kind
      ) c
  ) as changes,
  (
    select
      count(*)::int
    from
      outcomes
    where
      problem is null
      and not is_different
  ) as unchanged,
  (
    select
      count(*)::int
    from
      problems
    where
      not is_partial
  ) as problems,
  (
    select
      count(distinct stable_id)::int
    from
      problems
    where
      is_partial
  ) as incomplete,
  (
    select
      count(*)::int
    from
      outcomes
    where
      pinned_fields is not null
      and problem in ('CHANGED_SINCE', 'FIELD_PINNED')
  ) as pinned,
  (
    select
      encode(
        sha256(
          coalesce(
            string_agg(
              hash,
              ''
              order by
                seq
            ),
            ''
          )
        ),
        'hex'
      )
    from
      changes
  ) as hash
