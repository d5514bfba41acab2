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
  )
update "crm"."app_person" u
set
  "login name" = case
    when c.before ? 'userName' then left(md5($1::text || ':' || c.seq), 32)
    else u."login name"
  end,
  "MailAddress" = case
    when c.before ? 'email' then left(md5($1::text || ':' || c.seq), 32)
    else u."MailAddress"
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
