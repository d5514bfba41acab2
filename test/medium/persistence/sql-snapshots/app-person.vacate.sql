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
  )
update "crm"."app_person" u
set
  "login name" = case
    when c.before[1] is distinct from c.after[1] then left(md5($1::text || ':' || c.seq), 32)
    else u."login name"
  end,
  "MailAddress" = case
    when c.before[2] is distinct from c.after[2] then left(md5($1::text || ':' || c.seq), 32)
    else u."MailAddress"
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
