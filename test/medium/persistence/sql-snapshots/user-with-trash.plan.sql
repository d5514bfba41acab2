-- The plan of a run as one statement: it writes the changes and the problems and returns the counts.
--
-- It reads a projection that hides the host's columns. `projection.ts` writes these relations, and `plan-sql.ts` puts
-- them in front of the first one here:
--   run              the id and the data pool of the run, whether it is for one person, and whether the matching rules find users
--                    who are linked in other data pools only
--   decisions        the decision table of the process
--   matching_rules   the fields by which unlinked entries find their users, in their order
--   identifying_fields  those by which an entry and a user are told apart: the matching rules, and what always identifies
--   unique_keys      values that must be unique among users: names and what tells people apart, in any case, and the host's
--                    unique constraints
--   field_parts      the positions, in the values of a change, of the fields that a value can be taken away from: a unique value
--                    that is not free costs only the fields of its part. Part 0 is the whole entry
--   entries          the entries that the directory returned, each DN once; `n` is the number of the entry, here and in all relations.
--                    `code` is that of a problem, or INACTIVE: excluded by an active rule, so nothing is
--                    planned for it
--   host_users       the host's users, without those that its default filters hide
--   hidden_users     the users that they hide, with the values that the database keeps unique among all users
--   pairs            entries × all users, with the user's values before and after; always joined on both keys, so the
--                    product is never computed
--   protected_users  users that must not be written
--
-- `next_user_key()` stands for the expression that generates the key of a new user.
--
-- The lines from "if the host hides users" to "end if" are sent only to such a host, those from "if values are pinned" only
-- if any of the values is pinned for anyone, and those from "if fields are skipped" only if the read leaves a field of anyone
-- as it is. A pinned value, and one that is left, is the same before and after. Those from "if everyone is read" are sent if the read
-- is that of a job for everyone, and those from "if people are linked again", "if values are released" and "if users are created
-- again" if that was decided about conflicts. `released-values.ts` writes the relations for values that are released.
with recursive
  run as not materialized (
    select
      $1::text::uuid as id,
      $2::text as data_pool,
      false as is_for_one,
      false as matches_other_pools,
      $3::text as job,
      $4::text::text as released_name
  ),
  decisions (position, fact, outcome, is_change) as materialized (
    values
      (1, 'rejectedByMapping', 'rejected', false),
      (2, 'stableIdTwice', 'STABLE_ID_TWICE', false),
      (3, 'candidatesAmbiguous', 'CANDIDATES_AMBIGUOUS', false),
      (4, 'candidateClaimedTwice', 'CANDIDATE_CLAIMED_TWICE', false),
      (5, 'candidateContradicts', 'CANDIDATE_CONTRADICTS', false),
      (6, 'userOfOtherPool', 'USER_OF_OTHER_POOL', false),
      (7, 'targetHidden', 'USER_HIDDEN', false),
      (8, 'targetProtected', 'USER_PROTECTED', false),
      (9, 'linkedUserDeleted', 'LINKED_USER_DELETED', false),
      (10, 'nameTwice', 'NAME_TWICE_IN_DIRECTORY', false),
      (11, 'nameTaken', 'NAME_TAKEN', false),
      (12, 'uniqueValueTaken', 'UNIQUE_VALUE_TAKEN', false),
      (13, 'valueHidden', 'VALUE_OF_HIDDEN_USER', false),
      (14, 'userOfOtherEntry', 'USER_OF_OTHER_ENTRY', false),
      (15, 'identityNotValid', 'IDENTITY_NOT_VALID', false),
      (16, 'identityTaken', 'IDENTITY_TAKEN', false),
      (17, 'identityTwice', 'IDENTITY_TWICE_IN_DIRECTORY', false),
      (18, 'identifyingValueTaken', 'UNIQUE_VALUE_TAKEN', false),
      (19, 'noTarget', 'create', true),
      (20, 'targetNotActive', 'activate', true),
      (21, 'differs', 'update', true)
  ),
  unique_keys (key, label, fact_held, fact_shared, part, blocks_creation, is_released) as materialized (
    values
      (1, $5::text, 'nameTaken', 'nameTwice', 2, true, true),
      (2, $6::text, 'nameTaken', 'nameTwice', 1, true, true),
      (3, $5::text, 'uniqueValueTaken', 'uniqueValueTaken', 2, true, true),
      (4, $5::text, null, null, 2, true, true),
      (5, $7::text, 'uniqueValueTaken', 'uniqueValueTaken', 3, false, true)
  ),
  release_pairs as not materialized (
    select
      s.n,
      s.stable_id,
      s.code,
      u."id" as user_key,
      array[1, 2, 3]::int[] as positions,
      array[u."user_name", u."email", u."principal_name"]::text[] as current_values,
      array[
        lower(
          (
            case
              when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                      else u."user_name"
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
              when (s."t0") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t0"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t0", nfc)
                      else s."t0"
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
        lower(
          (
            case
              when (u."email") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."email"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."email", nfc)
                      else u."email"
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
              when (s."t1") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t1"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t1", nfc)
                      else s."t1"
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
        lower(
          (
            case
              when (u."principal_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."principal_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."principal_name", nfc)
                      else u."principal_name"
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
              when (s."t2") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t2"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t2", nfc)
                      else s."t2"
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
        )
      ]::bool[] as agreeing,
      array[true, false, true]::bool[] as renamed,
      array[60, 254, 100]::int[] as max_lengths
    from
      pg_temp."staged_00000000000040008000000000000001" s
      cross join "identity_user" u
    where
      ("u"."deleted_at" is null)
  ),
  pinned_releases as materialized (
    select distinct
      p.user_id
    from
      "field_pin" p
    where
      (
        p.expires_at is null
        or p.expires_at > now()
      )
      and p.field = any ($8::text::text[])
  ),
  field_parts (part, position) as materialized (
    values
      (1, 3),
      (2, 1),
      (3, 2)
  ),
  matching_rules (position, field) as materialized (
    values
      (1, 'principalName'),
      (2, 'userName')
  ),
  identifying_fields (position, field, is_always) as materialized (
    values
      (1, 'principalName', false),
      (2, 'userName', false),
      (3, 'employeeNumber', true)
  ),
  entries as not materialized (
    select
      s.n,
      s.dn,
      s.stable_id,
      s.code,
      s.params,
      s.value,
      s."t0" as user_name,
      s."t2" as principal_name,
      array[1, 2, 3]::int[] as matching_rules,
      array[lower(s."t2"), lower(s."t0"), lower(null::text)]::text[] as matching_keys,
      array[s."t2", s."t0", null::text]::text[] as identity,
      array[1, 2, 3, 4, 5] as unique_keys,
      array[
        lower(
          (
            case
              when (s."t0") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t0"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t0", nfc)
                      else s."t0"
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
        lower(
          (
            case
              when (s."t2") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t2"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t2", nfc)
                      else s."t2"
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
        null::text,
        s."t0",
        s."t1"
      ]::text[] as unique_values,
      array[s."t0", s."t1", s."t2", $9::text, (($10::text)::"user_state")::text, s.dn]::text[] as next_values
    from
      pg_temp."staged_00000000000040008000000000000001" s
  ),
  host_users as not materialized (
    select
      u."id" as user_key,
      u."user_name" as user_name,
      array[1, 2, 3]::int[] as matching_rules,
      array[
        lower(
          (
            case
              when (u."principal_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."principal_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."principal_name", nfc)
                      else u."principal_name"
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
        lower(
          (
            case
              when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                      else u."user_name"
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
        lower(
          (
            case
              when (null::text) collate "C" ~ '^[!-~]+( [!-~]+)*$' then null::text
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(null::text, nfc)
                      else null::text
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
        )
      ]::text[] as matching_keys,
      u."state" is distinct from ($10::text)::"user_state" as is_not_active,
      array[1, 2, 3, 4, 5] as unique_keys,
      array[
        lower(
          (
            case
              when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                      else u."user_name"
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
        lower(
          (
            case
              when (u."principal_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."principal_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."principal_name", nfc)
                      else u."principal_name"
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
        u."user_name",
        u."user_name",
        u."email"
      ]::text[] as unique_values
    from
      "identity_user" u
    where
      ("u"."deleted_at" is null)
  ),
  hidden_users as not materialized (
    select
      u."id" as user_key,
      u."user_name" as user_name,
      array[3, 4, 5]::int[] as unique_keys,
      array[u."user_name", u."user_name", u."email"]::text[] as unique_values
    from
      "identity_user" u
    where
      (("u"."deleted_at" is null)) is not true
  ),
  pairs as not materialized (
    select
      s.n,
      s.dn,
      s.stable_id,
      s.code,
      u."id" as user_key,
      u."state" is distinct from ($10::text)::"user_state" as is_not_active,
      u."user_name" is distinct from s."t0"
      or u."email" is distinct from s."t1"
      or u."principal_name" is distinct from s."t2"
      or u."source" is distinct from $9::text as is_different,
      array[1, 2, 3]::int[] as identifying_fields,
      array[s."t2", s."t0", null::text]::text[] as next_identity,
      array[lower(s."t2"), lower(s."t0"), lower(null::text)]::text[] as next_identity_keys,
      array[u."principal_name", u."user_name", null::text]::text[] as current_identity,
      array[
        lower(
          (
            case
              when (u."principal_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."principal_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."principal_name", nfc)
                      else u."principal_name"
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
        lower(
          (
            case
              when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                      else u."user_name"
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
        lower(
          (
            case
              when (null::text) collate "C" ~ '^[!-~]+( [!-~]+)*$' then null::text
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(null::text, nfc)
                      else null::text
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
        )
      ]::text[] as current_identity_keys,
      array[lower(s."t2"), lower(s."t0"), lower(null::text)]::text[] as kept_identity_keys,
      jsonb_build_object(
        'ofEntry.userName',
        left(s."t0", 201),
        'ofUser.userName',
        left(u."user_name", 201),
        'ofEntry.principalName',
        left(s."t2", 201),
        'ofUser.principalName',
        left(u."principal_name", 201)
      ) as recognized_by,
      array[u."user_name", u."email", u."principal_name", u."source", u."state"::text]::text[] as current_values,
      array[s."t0", s."t1", s."t2", $9::text, (($10::text)::"user_state")::text, s.dn]::text[] as next_values,
      array[1, 2, 3, 4, 5] as unique_keys,
      array[
        lower(
          (
            case
              when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                      else u."user_name"
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
        lower(
          (
            case
              when (u."principal_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."principal_name"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(u."principal_name", nfc)
                      else u."principal_name"
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
        u."user_name",
        u."user_name",
        u."email"
      ]::text[] as current_unique,
      array[
        lower(
          (
            case
              when (s."t0") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t0"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t0", nfc)
                      else s."t0"
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
        lower(
          (
            case
              when (s."t2") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t2"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t2", nfc)
                      else s."t2"
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
                when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
                else regexp_replace(
                  regexp_replace(
                    (
                      case
                        when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                        else u."user_name"
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
                when (s."t0") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t0"
                else regexp_replace(
                  regexp_replace(
                    (
                      case
                        when getdatabaseencoding () = 'UTF8' then normalize(s."t0", nfc)
                        else s."t0"
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
          ) then s."t0"
        end,
        s."t0",
        s."t1"
      ]::text[] as next_unique,
      array[
        lower(
          (
            case
              when (s."t0") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t0"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t0", nfc)
                      else s."t0"
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
        lower(
          (
            case
              when (s."t2") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t2"
              else regexp_replace(
                regexp_replace(
                  (
                    case
                      when getdatabaseencoding () = 'UTF8' then normalize(s."t2", nfc)
                      else s."t2"
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
                when (u."user_name") collate "C" ~ '^[!-~]+( [!-~]+)*$' then u."user_name"
                else regexp_replace(
                  regexp_replace(
                    (
                      case
                        when getdatabaseencoding () = 'UTF8' then normalize(u."user_name", nfc)
                        else u."user_name"
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
                when (s."t0") collate "C" ~ '^[!-~]+( [!-~]+)*$' then s."t0"
                else regexp_replace(
                  regexp_replace(
                    (
                      case
                        when getdatabaseencoding () = 'UTF8' then normalize(s."t0", nfc)
                        else s."t0"
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
          ) then s."t0"
        end,
        s."t0",
        s."t1"
      ]::text[] as entry_unique
    from
      pg_temp."staged_00000000000040008000000000000001" s
      cross join "identity_user" u
  ),
  protected_users as materialized (
    select
      p.user_id::uuid as user_key
    from
      (
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
          ) k
      ) p
  ),
  -- The links of the job whose entry this read does not contain. An entry whose stable id could not be read is known by its DN. Left
  -- out are users who are present in another data pool, and those who must not be written.
  former_links as not materialized (
    select
      l.*
    from
      "directory_link" l
    where
      l.data_pool = (
        select
          data_pool
        from
          run
      )
      and l.job = (
        select
          job
        from
          run
      )
      and not exists (
        select
        from
          entries e
        where
          e.stable_id = l.stable_id
      )
      and not exists (
        select
        from
          entries e
        where
          e.stable_id is null
          and e.dn = l.dn
      )
      and not exists (
        select
        from
          "directory_link" o
        where
          o.user_id = l.user_id
          and o.data_pool <> l.data_pool
          and o.not_seen_since is null
      )
      and not exists (
        select
        from
          protected_users p
        where
          p.user_key::text = l.user_id
      )
  ),
  -- Match: find the user of each entry --------------------------------------------------------------------------------
  linked as materialized (
    select
      p.n,
      p.user_key,
      l.dn as link_dn,
      'link' as matched_by,
      p.is_not_active,
      p.is_different
      or l.dn is distinct from p.dn as is_different
    from
      "directory_link" l
      join pairs p on p.stable_id = l.stable_id
      and p.user_key::text = l.user_id
    where
      l.data_pool = (
        select
          data_pool
        from
          run
      )
      and p.code is null
  ),
  unlinked_entries as materialized (
    select
      e.n,
      e.stable_id,
      e.matching_rules,
      coalesce(null::int) as invalid_rule,
      e.matching_keys
    from
      entries e
    where
      e.code is null
      and not exists (
        select
        from
          linked l
        where
          l.n = e.n
      )
  ),
  -- Users who agree with an entry in a field that identifies, with the link of this data pool and the other data pool that have
  -- them. `rule` is the position of the field. Only the matching rules find users: the other field that always identifies does not,
  -- and a value that is invalid might be that of someone else, so neither its rule nor a later one does.
  agreeing as materialized (
    select
      e.n,
      e.rule,
      e.key,
      e.invalid_rule,
      u.user_key,
      u.is_not_active,
      l.own_dn,
      l.other_pool,
      r.position is not null
      and (
        e.rule < e.invalid_rule
        or e.invalid_rule is null
      ) as is_found
    from
      (
        select
          n,
          invalid_rule,
          unnest(matching_rules) as rule,
          unnest(matching_keys) as key
        from
          unlinked_entries
      ) e
      join (
        select
          user_key,
          is_not_active,
          unnest(matching_rules) as rule,
          unnest(matching_keys) as key
        from
          host_users
        where
          exists (
            select
            from
              unlinked_entries
          )
      ) u on u.key = e.key
      and u.rule = e.rule
      left join matching_rules r on r.position = e.rule
      left join (
        select
          user_id,
          min(dn) filter (
            where
              data_pool = (
                select
                  data_pool
                from
                  run
              )
          ) as own_dn,
          min(data_pool) filter (
            where
              data_pool <> (
                select
                  data_pool
                from
                  run
              )
          ) as other_pool
        from
          "directory_link"
        where
          exists (
            select
            from
              unlinked_entries
          )
          and (
            data_pool = (
              select
                data_pool
              from
                run
            )
            or not (
              select
                matches_other_pools
              from
                run
            )
          )
        group by
          user_id
      ) l on l.user_id = u.user_key::text
  ),
  -- Also with an entry that is not active: it may be another person.
  duplicate_ids as materialized (
    select
      stable_id,
      min(n) as first_n,
      max(n) as last_n
    from
      entries
    where
      stable_id is not null
    group by
      stable_id
    having
      count(*) > 1
  ),
  -- A user whose link leads to another entry is no candidate where this run gives the user another value.
  given_up as materialized (
    select
      a.n,
      a.rule,
      a.user_key
    from
      agreeing a
      join linked k on k.user_key = a.user_key
      join pairs p on p.n = k.n
      and p.user_key = k.user_key
    where
      a.own_dn is not null
      and p.kept_identity_keys[a.rule] is distinct from a.key
      and not exists (
        select
        from
          protected_users u
        where
          u.user_key = a.user_key
      )
      and not exists (
        select
        from
          duplicate_ids d
        where
          d.stable_id = p.stable_id
      )
  ),
  candidates as materialized (
    select
      *
    from
      agreeing a
    where
      not exists (
        select
        from
          given_up g
        where
          g.n = a.n
          and g.rule = a.rule
          and g.user_key = a.user_key
      )
  ),
  -- The first rule that finds anyone decides.
  found as materialized (
    select distinct
      on (n) n,
      rule,
      count(*) filter (
        where
          own_dn is null
          and other_pool is null
      )::int as candidates,
      (
        array_agg(user_key) filter (
          where
            own_dn is null
            and other_pool is null
        )
      ) [1] as user_key,
      bool_or(is_not_active) filter (
        where
          own_dn is null
          and other_pool is null
      ) as is_not_active,
      (
        array_agg(user_key) filter (
          where
            own_dn is null
            and other_pool is not null
        )
      ) [1] as other_user,
      (
        array_agg(other_pool) filter (
          where
            own_dn is null
            and other_pool is not null
        )
      ) [1] as other_pool
    from
      candidates
    where
      is_found
    group by
      n,
      rule
    order by
      n,
      rule
  ),
  -- A user that is taken over always differs, because its link is new.
  matched as materialized (
    select
      n,
      user_key,
      link_dn,
      0 as rule,
      matched_by,
      1 as candidates,
      is_not_active,
      is_different
    from
      linked
    union all
    select
      f.n,
      case f.candidates
        when 1 then f.user_key
      end,
      null,
      f.rule,
      r.field,
      f.candidates,
      f.is_not_active,
      true
    from
      found f
      join matching_rules r on r.position = f.rule
    where
      f.candidates > 0
  ),
  -- What tells the entry from the user whom a rule finds: a field of an earlier rule, or one that always identifies.
  contradictions as materialized (
    select distinct
      on (v.n) v.n,
      v.user_key,
      f.field,
      v.next_value,
      v.current_value
    from
      (
        select
          m.n,
          m.user_key,
          m.rule,
          unnest(p.identifying_fields) as position,
          unnest(p.next_identity) as next_value,
          unnest(p.current_identity) as current_value,
          unnest(p.next_identity_keys) as next_key,
          unnest(p.current_identity_keys) as current_key
        from
          matched m
          join pairs p on p.n = m.n
          and p.user_key = m.user_key
        where
          m.rule > 0
      ) v
      join identifying_fields f on f.position = v.position
    where
      v.next_key <> v.current_key
      and v.current_key <> ''
      and (
        v.position < v.rule
        or f.is_always
      )
    order by
      v.n,
      v.position
  ),
  -- Compare: filter out unchanged entries, so that later steps cost only what the changes cost ------------------------
  claimed_users as materialized (
    select
      user_key,
      min(n) as first_n,
      max(n) as last_n
    from
      matched m
    where
      m.rule > 0
      and user_key is not null
      and not exists (
        select
        from
          contradictions c
        where
          c.n = m.n
      )
    group by
      user_key
    having
      count(*) > 1
  ),
  -- Why nobody is created for an entry without a user: a user agrees whom no rule may take over. The first field decides.
  obstructed as materialized (
    select distinct
      on (c.n) c.n,
      c.user_key,
      c.own_dn,
      c.rule,
      case
        when c.invalid_rule < c.rule then 'identityNotValid'
        when c.own_dn is not null then 'userOfOtherEntry'
        else 'identityTaken'
      end as fact,
      case
        when c.invalid_rule < c.rule then i.field
        else f.field
      end as field
    from
      candidates c
      join identifying_fields f on f.position = c.rule
      left join matching_rules i on i.position = c.invalid_rule
    where
      not exists (
        select
        from
          matched m
        where
          m.n = c.n
      )
    order by
      c.n,
      c.rule,
      c.own_dn is null,
      c.user_key
  ),
  -- Entries for which somebody would be created who has what identifies another entry. Names have their own facts.
  identity_twice as materialized (
    select distinct
      on (e.n) e.n,
      f.field,
      e.rule,
      case e.n
        when s.first_n then s.last_n
        else s.first_n
      end as other_n
    from
      (
        select
          u.n,
          unnest(u.matching_rules) as rule,
          unnest(u.matching_keys) as key
        from
          unlinked_entries u
        where
          not exists (
            select
            from
              matched m
            where
              m.n = u.n
          )
      ) e
      join identifying_fields f on f.position = e.rule
      and f.field not in ('userName', 'principalName')
      join (
        select
          rule,
          key,
          min(n) as first_n,
          max(n) as last_n
        from
          (
            select
              n,
              unnest(matching_rules) as rule,
              unnest(matching_keys) as key
            from
              entries
            where
              code is null
              and exists (
                select
                from
                  unlinked_entries
              )
          ) v
        where
          key is not null
        group by
          rule,
          key
        having
          count(*) > 1
      ) s on s.rule = e.rule
      and s.key = e.key
    order by
      e.n,
      e.rule
  ),
  -- Facts that make an entry a problem, whatever the outcome of other entries.
  entry_obstacles (n, fact, other_n, user_key) as materialized (
    select
      m.n,
      'targetProtected',
      null::int,
      p.user_key
    from
      protected_users p
      join matched m on m.user_key = p.user_key
    union all
    select
      m.n,
      'targetHidden',
      null,
      h.user_key
    from
      hidden_users h
      join matched m on m.user_key = h.user_key
    union all
    select
      m.n,
      'candidateClaimedTwice',
      case m.n
        when c.first_n then c.last_n
        else c.first_n
      end,
      c.user_key
    from
      claimed_users c
      join matched m on m.user_key = c.user_key
      and m.rule > 0
    where
      not exists (
        select
        from
          contradictions x
        where
          x.n = m.n
      )
    union all
    select
      n,
      'candidatesAmbiguous',
      null,
      null
    from
      matched
    where
      candidates > 1
    union all
    select
      n,
      'candidateContradicts',
      null,
      user_key
    from
      contradictions
    union all
    select
      n,
      'userOfOtherPool',
      null,
      other_user
    from
      found
    where
      candidates = 0
      and other_user is not null
    union all
    select
      n,
      fact,
      null,
      user_key
    from
      obstructed
    union all
    select
      n,
      'identityTwice',
      other_n,
      null
    from
      identity_twice
    union all
    -- A run for this person alone is asked for by name: it creates the user again.
    select
      e.n,
      'linkedUserDeleted',
      null,
      null
    from
      unlinked_entries e
      join "directory_link" l on l.stable_id = e.stable_id
      and l.data_pool = (
        select
          data_pool
        from
          run
      )
    where
      not (
        select
          is_for_one
        from
          run
      )
      and not exists (
        select
        from
          found f
        where
          f.n = e.n
          and (
            f.candidates > 0
            or f.other_user is not null
          )
      )
    union all
    select
      e.n,
      'stableIdTwice',
      case e.n
        when d.first_n then d.last_n
        else d.first_n
      end,
      null
    from
      duplicate_ids d
      join entries e on e.stable_id = d.stable_id
      and e.code is distinct from 'INACTIVE'
    union all
    select
      n,
      'rejectedByMapping',
      null,
      null
    from
      entries
    where
      code <> 'INACTIVE'
  ),
  affected as materialized (
    select
      n
    from
      matched
    where
      user_key is null
      or is_not_active
      or is_different
    union
    select
      n
    from
      unlinked_entries
    union
    select
      n
    from
      entry_obstacles
  ),
  -- Who contradicts the user whom a rule finds is another person: the entry has no user.
  compared as materialized (
    select
      e.n,
      e.code is not null as is_rejected,
      case
        when x.n is null then m.user_key
      end as user_key,
      m.link_dn,
      m.rule,
      m.matched_by,
      m.candidates,
      m.is_not_active,
      m.is_different
    from
      affected a
      join entries e on e.n = a.n
      left join matched m on m.n = e.n
      left join contradictions x on x.n = e.n
  ),
  -- Conflict: which entries block each other, judged by the state after the run ---------------------------------------
  --
  -- A value that its holder gives up in this run is free, unless the change of that holder is blocked. Then the entry
  -- that takes the value is blocked as well, and so on. Only facts that the decision table names can block an entry.
  --
  -- What is blocked is a part of an entry: the fields of the value. Existing users keep these, and the rest is written. The
  -- whole entry is blocked where the part is 0, and where a new user would be created without a value that identifies it.
  -- Several `unnest` in one select list make one row per key without a join.
  changed_values as materialized (
    select
      n,
      user_key,
      key,
      next_value
    from
      (
        select
          c.n,
          c.user_key,
          unnest(p.unique_keys) as key,
          unnest(p.current_unique) as current_value,
          unnest(p.next_unique) as next_value
        from
          compared c
          join pairs p on p.n = c.n
          and p.user_key = c.user_key
        where
          not c.is_rejected
        union all
        select
          c.n,
          null,
          unnest(e.unique_keys),
          null,
          unnest(e.unique_values)
        from
          compared c
          join entries e on e.n = c.n
        where
          not c.is_rejected
          and c.user_key is null
      ) v
    where
      current_value is distinct from next_value
  ),
  new_values as materialized (
    select
      v.n,
      v.user_key,
      v.key,
      v.next_value as value,
      k.fact_held,
      k.fact_shared,
      case
        when v.user_key is null
        and k.blocks_creation then 0
        else k.part
      end as part
    from
      changed_values v
      join unique_keys k on k.key = v.key
    where
      v.next_value is not null
  ),
  -- Values that several entries would have after the run, including unchanged entries. A value that someone keeps because it
  -- is pinned is not that of an entry.
  shared_values as materialized (
    select
      key,
      value,
      min(n) as first_n,
      max(n) as last_n
    from
      (
        select
          p.n,
          unnest(p.unique_keys) as key,
          unnest(p.entry_unique) as value
        from
          matched m
          join pairs p on p.n = m.n
          and p.user_key = m.user_key
        where
          exists (
            select
            from
              new_values
          )
          and not exists (
            select
            from
              contradictions x
            where
              x.n = m.n
          )
        union all
        select
          e.n,
          unnest(e.unique_keys),
          unnest(e.unique_values)
        from
          entries e
        where
          e.code is null
          and exists (
            select
            from
              new_values
          )
          and (
            exists (
              select
              from
                contradictions x
              where
                x.n = e.n
            )
            or not exists (
              select
              from
                matched m
              where
                m.n = e.n
                and m.user_key is not null
            )
          )
      ) v
    where
      value is not null
    group by
      key,
      value
    having
      count(*) > 1
  ),
  -- New values that another user has before the run.
  held as materialized (
    select
      w.n,
      w.fact_held as fact,
      w.key,
      w.part,
      h.user_key
    from
      new_values w
      join decisions d on d.fact = w.fact_held
      join (
        select
          u.user_key,
          unnest(u.unique_keys) as key,
          unnest(u.unique_values) as value
        from
          host_users u
        where
          exists (
            select
            from
              new_values
          )
      ) h on h.key = w.key
      and h.value = w.value
    where
      h.user_key is distinct from w.user_key
  ),
  firm_obstacles (n, fact, key, part, other_n, user_key) as materialized (
    select
      h.n,
      h.fact,
      h.key,
      h.part,
      null::int,
      h.user_key
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
    union all
    select
      w.n,
      'valueHidden',
      w.key,
      w.part,
      null,
      h.user_key
    from
      new_values w
      join (
        select
          u.user_key,
          unnest(u.unique_keys) as key,
          unnest(u.unique_values) as value
        from
          hidden_users u
        where
          exists (
            select
            from
              new_values
          )
      ) h on h.key = w.key
      and h.value = w.value
    where
      exists (
        select
        from
          decisions
        where
          fact = 'valueHidden'
      )
    union all
    select
      w.n,
      w.fact_shared,
      w.key,
      w.part,
      case w.n
        when s.first_n then s.last_n
        else s.first_n
      end,
      null
    from
      new_values w
      join shared_values s on s.key = w.key
      and s.value = w.value
      join decisions d on d.fact = w.fact_shared
    union all
    select
      o.n,
      o.fact,
      null,
      0,
      o.other_n,
      o.user_key
    from
      entry_obstacles o
      join decisions d on d.fact = o.fact
  ),
  -- Entries that wait for a value that the user of another entry gives up. One row per holder: with one row per pair,
  -- PostgreSQL would estimate billions of rows and reserve memory for them.
  waiting as materialized (
    select
      v.n as holder_n,
      k.part,
      array_agg(h.n) as waiting_n
    from
      held h
      join changed_values v on v.user_key = h.user_key
      and v.key = h.key
      join unique_keys k on k.key = h.key
    group by
      v.n,
      k.part
  ),
  blocked (n, part) as (
    select
      w.holder_n,
      w.part
    from
      waiting w
      join firm_obstacles o on o.n = w.holder_n
      and o.part in (0, w.part)
    union
    select
      unnest(w.waiting_n),
      w.part
    from
      blocked b
      join waiting w on w.holder_n = b.n
      and b.part in (0, w.part)
  ),
  obstacles as materialized (
    select
      n,
      fact,
      key,
      part,
      other_n,
      user_key
    from
      firm_obstacles
    union all
    select
      h.n,
      h.fact,
      h.key,
      h.part,
      null,
      h.user_key
    from
      blocked b
      join changed_values v on v.n = b.n
      join unique_keys k on k.key = v.key
      and b.part in (0, k.part)
      join held h on h.user_key = v.user_key
      and h.key = v.key
  ),
  -- Decide: the first line of the decision table whose fact holds -----------------------------------------------------
  -- Entries whose user was deleted, and that need a value of a user with a former link: to decide about the value gives them a user.
  decided_by_value as materialized (
    select
      o.n
    from
      obstacles o
      join former_links l on l.user_id = o.user_key::text
    where
      o.part = 0
      and o.fact in ('userOfOtherEntry', 'nameTaken', 'uniqueValueTaken', 'identifyingValueTaken')
      and exists (
        select
        from
          entry_obstacles
        where
          fact = 'linkedUserDeleted'
      )
  ),
  first_obstacles as materialized (
    select distinct
      on (o.n) o.n,
      d.position,
      o.key,
      o.other_n,
      o.user_key
    from
      obstacles o
      join decisions d on d.fact = o.fact
    where
      o.part = 0
      and not exists (
        select
        from
          decided_by_value v
        where
          v.n = o.n
          and o.fact = 'linkedUserDeleted'
      )
    order by
      o.n,
      d.position,
      o.key,
      o.other_n,
      o.user_key
  ),
  -- The parts that stay as they are, each with its first obstacle, of entries that are synchronized but for them.
  kept_parts as materialized (
    select distinct
      on (o.n, o.part) o.n,
      o.part,
      d.fact,
      d.outcome,
      o.key,
      o.other_n,
      o.user_key
    from
      obstacles o
      join decisions d on d.fact = o.fact
    where
      o.part <> 0
      and not exists (
        select
        from
          first_obstacles f
        where
          f.n = o.n
      )
    order by
      o.n,
      o.part,
      d.position,
      o.key,
      o.other_n,
      o.user_key
  ),
  kept_positions as materialized (
    select
      k.n,
      array_agg(f.position) as positions
    from
      kept_parts k
      join field_parts f on f.part = k.part
    group by
      k.n
  ),
  -- The values after the run of entries with such parts: those of an existing user stay, and a new user has none.
  revised as materialized (
    select
      n,
      next_values,
      next_values is distinct from current_values as is_different
    from
      (
        select
          c.n,
          p.current_values || c.link_dn as current_values,
          (
            select
              array_agg(
                case
                  when v.position = any (k.positions) then v.current_value
                  else v.next_value
                end
                order by
                  v.position
              )
            from
              unnest(p.current_values || c.link_dn, p.next_values) with ordinality v (current_value, next_value, position)
          ) as next_values
        from
          kept_positions k
          join compared c on c.n = k.n
          join pairs p on p.n = c.n
          and p.user_key = c.user_key
        union all
        select
          c.n,
          null,
          (
            select
              array_agg(
                case
                  when v.position = any (k.positions) then null
                  else v.next_value
                end
                order by
                  v.position
              )
            from
              unnest(e.next_values) with ordinality v (next_value, position)
          )
        from
          kept_positions k
          join compared c on c.n = k.n
          join entries e on e.n = c.n
        where
          c.user_key is null
      ) r
  ),
  -- An entry without an outcome is unchanged.
  decided as materialized (
    select
      c.n,
      c.user_key,
      c.link_dn,
      c.rule,
      c.matched_by,
      c.candidates,
      d.fact,
      d.outcome,
      d.is_change,
      o.key as obstacle_key,
      o.other_n as obstacle_n,
      o.user_key as obstacle_user
    from
      compared c
      left join first_obstacles o on o.n = c.n
      left join revised r on r.n = c.n
      left join decisions d on d.position = least(
        o.position,
        case
          when c.user_key is null then (
            select
              position
            from
              decisions
            where
              fact = 'noTarget'
          )
        end,
        case
          when c.is_not_active then (
            select
              position
            from
              decisions
            where
              fact = 'targetNotActive'
          )
        end,
        case
          when coalesce(r.is_different, c.is_different) then (
            select
              position
            from
              decisions
            where
              fact = 'differs'
          )
        end
      )
  ),
  -- Write -------------------------------------------------------------------------------------------------------------
  -- New users come last, because a value must be given up before another user can take it.
  numbered as materialized (
    select
      n,
      user_key,
      link_dn,
      matched_by,
      outcome,
      row_number() over (
        order by
          user_key is null,
          n
      ) as seq
    from
      decided
    where
      is_change
  ),
  -- The hash of a change is over each value before and after, of which the DN is the last, and over whom they belong to. The
  -- binary form of an array tells where each value ends and which values are null; a key contains no line break. The kind
  -- follows from the values.
  changes as (
    insert into
      "batch_change" (run_id, seq, kind, dn, stable_id, user_id, matched_by, before, after)
    select
      (
        select
          id
        from
          run
      ),
      d.seq,
      d.outcome,
      p.dn,
      p.stable_id,
      d.user_key::text,
      d.matched_by,
      p.current_values || d.link_dn,
      coalesce(r.next_values, p.next_values)
    from
      numbered d
      left join revised r on r.n = d.n
      join pairs p on p.n = d.n
      and p.user_key = d.user_key
    union all
    select
      (
        select
          id
        from
          run
      ),
      d.seq,
      d.outcome,
      e.dn,
      e.stable_id,
      (gen_random_uuid())::uuid::text,
      d.matched_by,
      '{}',
      coalesce(r.next_values, e.next_values)
    from
      numbered d
      left join revised r on r.n = d.n
      join entries e on e.n = d.n
    where
      d.user_key is null
    returning
      kind,
      seq,
      sha256(array_send (before || after) || textsend (user_id || e'\n' || stable_id)) as hash
  ),
  reported as materialized (
    select
      n,
      false as is_partial,
      fact,
      outcome,
      rule,
      matched_by,
      candidates,
      obstacle_key,
      obstacle_n,
      obstacle_user
    from
      decided
    where
      not is_change
    union all
    select
      n,
      true,
      fact,
      outcome,
      null,
      null,
      null,
      key,
      other_n,
      user_key
    from
      kept_parts
  ),
  -- Users in the way who have a former link, and when a read contained its entry last: someone can decide whether they are the same
  -- person. If that is not known any more, it was when they were linked. Those with a pinned value give up none.
  absent_users as materialized (
    select
      l.user_id,
      to_char(
        coalesce(
          case
            when l.not_seen_since is null then greatest(
              l.linked_at,
              (
                select
                  (r.read_report ->> 'startedAt')::timestamptz
                from
                  "batch_run" r
                where
                  r.job = (
                    select
                      job
                    from
                      run
                  )
                  and r.data_pool = (
                    select
                      data_pool
                    from
                      run
                  )
                  and (
                    r.status in ('succeeded', 'succeeded-with-problems')
                    and r.reverts_run_id is null
                    and r.only_dn is null
                  )
                order by
                  r.plan_position desc,
                  r.fence desc
                limit
                  1
              )
            )
          end,
          (
            select
              (r.read_report ->> 'startedAt')::timestamptz
            from
              "batch_run" r
            where
              r.id = l.last_seen_run_id
          ),
          l.linked_at
        ) at time zone 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"'
      ) as last_seen,
      exists (
        select
        from
          pinned_releases k
        where
          k.user_id = l.user_id
      ) as is_pinned
    from
      former_links l
    where
      l.user_id in (
        select
          obstacle_user::text
        from
          reported
        where
          fact in ('userOfOtherEntry', 'nameTaken', 'uniqueValueTaken', 'identifyingValueTaken')
          and obstacle_user is not null
      )
  ),
  -- By what someone recognizes both, and whether a name of the user cannot get its ending, as the rest fills the column.
  -- The strongest identifying value that both have tells whether they contradict each other: that
  -- which always identifies, else that of the first rule. A new domain changes all other values of the same person.
  absent_pairs as materialized (
    select
      p.n,
      p.user_key,
      p.recognized_by,
      (
        select
          case
            when (
              array_agg(
                v.next_key <> v.current_key
                order by
                  f.is_always desc,
                  f.position
              )
            ) [1] then string_agg(
              f.field,
              ','
              order by
                f.position
            ) filter (
              where
                v.next_key <> v.current_key
            )
          end
        from
          unnest(p.identifying_fields, p.next_identity_keys, p.current_identity_keys) v (position, next_key, current_key)
          join identifying_fields f on f.position = v.position
        where
          v.next_key <> ''
          and v.current_key <> ''
      ) as contradicts,
      exists (
        select
        from
          unnest(r.current_values, r.agreeing, r.renamed, r.max_lengths) v (value, agrees, renamed, max_length)
        where
          v.agrees
          and v.renamed
          and length(
            replace(
              (
                select
                  released_name
                from
                  run
              ),
              '{value}',
              ''
            )
          ) + length(v.value) - greatest(length(split_part(v.value, '@', 1)) - 1, 0) > v.max_length
      ) as lacks_room
    from
      (
        select distinct
          d.n,
          d.obstacle_user
        from
          reported d
          join absent_users a on a.user_id = d.obstacle_user::text
        where
          d.fact in ('userOfOtherEntry', 'nameTaken', 'uniqueValueTaken', 'identifyingValueTaken')
      ) o
      join pairs p on p.n = o.n
      and p.user_key = o.obstacle_user
      join release_pairs r on r.n = o.n
      and r.user_key = o.obstacle_user
  ),
  -- Each problem with the parameters of its message and the beginning of the value that is to blame: one character more than
  -- is shown. The values of an entry are in the order of the keys.
  problems as (
    insert into
      "batch_problem" (run_id, dn, stable_id, code, is_partial, params, value)
    select
      (
        select
          id
        from
          run
      ),
      e.dn,
      e.stable_id,
      case d.fact
        when 'rejectedByMapping' then e.code
        else d.outcome
      end,
      d.is_partial,
      case d.fact
        when 'rejectedByMapping' then e.params::jsonb
        else jsonb_strip_nulls(
          jsonb_build_object(
            'field',
            case d.fact
              when 'candidatesAmbiguous' then d.matched_by
              when 'candidateContradicts' then c.field
              else coalesce(i.field, t.field, k.label)
            end,
            'count',
            case d.fact
              when 'candidatesAmbiguous' then d.candidates
            end,
            'user',
            coalesce(
              u.user_name,
              h.user_name,
              case
                when k.key is not null then other.dn
              end
            ),
            'userId',
            d.obstacle_user::text,
            'userValue',
            left(c.current_value, 201),
            'dataPool',
            f.other_pool,
            'lastSeen',
            absent.last_seen,
            'keeps',
            case
              when absent.user_id is null then null
              when not k.is_released then 'severalFields'
              when absent.is_pinned then 'pinned'
              when known.lacks_room then 'noRoom'
            end,
            'contradicts',
            known.contradicts,
            'isLinked',
            case
              when absent.user_id is not null
              and own.n is not null then 'true'
            end,
            'ownUser',
            case
              when absent.user_id is not null
              and deleted.n is not null then 'deleted'
            end,
            'other',
            coalesce(other.dn, holder.dn, i.own_dn)
          ) || coalesce(known.recognized_by, '{}')
        )
      end,
      left(
        case
          when d.fact = 'rejectedByMapping' then e.value
          when d.fact = 'candidatesAmbiguous' then e.identity[d.rule]
          when d.fact = 'candidateContradicts' then c.next_value
          when d.fact in ('userOfOtherEntry', 'identityTaken') then e.identity[i.rule]
          when d.fact = 'identityTwice' then e.identity[t.rule]
          when d.fact = 'identifyingValueTaken' then e.identity[v.position]
          else case k.label
            when 'userName' then e.user_name
            when 'principalName' then e.principal_name
            else e.unique_values[d.obstacle_key]
          end
        end,
        201
      )
    from
      reported d
      join entries e on e.n = d.n
      left join unique_keys k on k.key = d.obstacle_key
      left join contradictions c on c.n = d.n
      and d.fact = 'candidateContradicts'
      left join found f on f.n = d.n
      and d.fact = 'userOfOtherPool'
      left join obstructed i on i.n = d.n
      and i.fact = d.fact
      left join identity_twice t on t.n = d.n
      and d.fact = 'identityTwice'
      left join identifying_fields v on v.field = k.label
      and d.fact = 'identifyingValueTaken'
      left join entries other on other.n = d.obstacle_n
      left join host_users u on u.user_key = d.obstacle_user
      left join hidden_users h on h.user_key = d.obstacle_user
      left join (
        select
          user_id,
          min(dn) as dn
        from
          "directory_link"
        group by
          user_id
      ) holder on holder.user_id = d.obstacle_user::text
      and k.key is not null
      left join linked own on own.n = d.n
      left join (
        select
          u.n
        from
          unlinked_entries u
          join "directory_link" l on l.stable_id = u.stable_id
          and l.data_pool = (
            select
              data_pool
            from
              run
          )
      ) deleted on deleted.n = d.n
      left join absent_users absent on absent.user_id = d.obstacle_user::text
      and d.fact in ('userOfOtherEntry', 'nameTaken', 'uniqueValueTaken', 'identifyingValueTaken')
      left join absent_pairs known on known.n = d.n
      and known.user_key = d.obstacle_user
      and absent.user_id is not null
    order by
      d.n,
      d.obstacle_key
    returning
      is_partial
  ),
  -- Those who are synchronized but for a field: its value is not free, or not valid.
  incomplete as materialized (
    select
      n
    from
      kept_parts
    group by
      n
  )
  -- Counts: each from different rows, so that a mistake shows as a sum that does not match ----------------------------
select
  (
    select
      count(*)::int
    from
      entries
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
      matched m
    where
      not exists (
        select
        from
          decided d
        where
          d.n = m.n
          and d.outcome is not null
      )
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
      count(*)::int
    from
      entries
    where
      code = 'INACTIVE'
  ) as inactive,
  (
    select
      count(*)::int
    from
      incomplete
  ) as incomplete,
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
