import type { UserLink, UserNotSeen } from '../../contract/users.js';
import type { Statements } from '../database/database.js';
import { isGoodRun, isGoodRunOf } from '../tables/batch-run.entity.js';
import type { OwnTables } from '../tables/own-tables.js';

/** The users whose entries are no longer seen, the longest missing first. */
export async function readNotSeen(statements: Statements, tables: OwnTables): Promise<readonly UserNotSeen[]> {
  const rows = await statements.query<Omit<UserNotSeen, 'since'> & { since_ms: string }>(
    `select user_id as "userId", data_pool as "dataPool", stable_id as "stableId", dn,
       ${milliseconds('not_seen_since')} as since_ms
     from ${tables.link} where not_seen_since is not null order by not_seen_since, data_pool, stable_id`,
  );
  return rows.map(({ since_ms: since, ...person }) => ({ ...person, since: new Date(Number(since)) }));
}

/** The links of a user, with the run that last saw each entry. */
export async function readLinks(
  statements: Statements,
  tables: OwnTables,
  userId: string,
): Promise<readonly UserLink[]> {
  const { link, run } = tables;
  const rows = await statements.query<LinkRow>(
    `select l.data_pool as "dataPool", l.stable_id as "stableId", l.dn, ${milliseconds('l.linked_at')} as linked_ms,
       ${milliseconds('l.not_seen_since')} as not_seen_ms, s.id::text as seen_by, ${milliseconds(READ_AT)} as seen_ms
     from ${link} l
     left join lateral (
       (select r.id, r.read_report from ${run} r
        where l.not_seen_since is null and r.job = l.job and r.data_pool = l.data_pool
          and (${isGoodRun('r')} or ${isGoodRunOf('r', 'l.dn')}) and r.fence >= ${linkedBy(tables)}
        order by r.plan_position desc, r.fence desc limit 1)
       union all
       select r.id, r.read_report from ${run} r where l.not_seen_since is not null and r.id = l.last_seen_run_id) s on true
     where l.user_id = $1::text order by l.data_pool, l.stable_id`,
    [userId],
  );
  return rows.map(({ linked_ms: linked, not_seen_ms: notSeen, seen_by: runId, seen_ms: seen, ...rest }) => ({
    ...rest,
    linkedAt: new Date(Number(linked)),
    notSeenSince: timeOf(notSeen),
    lastSeen: runId === null ? null : { runId, at: new Date(Number(seen)) },
  }));
}

/** The fencing token of the last run that linked the user and is still known: earlier runs saw somebody else. */
function linkedBy({ change, run }: OwnTables): string {
  return `coalesce((
            select max(w.fence) from ${change} c join ${run} w on w.id = c.run_id
            where c.user_id = l.user_id and c.stable_id = l.stable_id and w.job = l.job and w.reverts_run_id is null
              and c.matched_by is distinct from 'link' and w.applied_through >= c.seq), 0)`;
}

interface LinkRow extends Pick<UserLink, 'dataPool' | 'stableId' | 'dn'> {
  readonly linked_ms: string;
  readonly not_seen_ms: string | null;
  readonly seen_by: string | null;
  readonly seen_ms: string | null;
}

/** When the run read the directory. */
const READ_AT = `(s.read_report ->> 'startedAt')::timestamptz`;

/** Milliseconds since 1970. */
function milliseconds(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::text`;
}

function timeOf(since1970: string | null): Date | null {
  return since1970 === null ? null : new Date(Number(since1970));
}
