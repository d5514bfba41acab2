import {
  type Conflict,
  CONFLICT_CODES,
  type ConflictChoice,
  type ConflictCode,
  type ConflictPage,
  type ConflictsRequest,
} from '../../contract/conflicts.js';
import type { Run } from '../../contract/run.js';
import { ConflictHistory, type FoundConflict, type FoundConflicts } from '../../engine/ports/conflict-history.js';
import { shownValue } from '../../mapping/offending-value.js';
import type { Database } from '../database/database.js';
import { arrayParameter, parameter, raw, type Sql, sql, statement } from '../database/sql.js';
import { isBigNumber, isNumber, limitOf, pageOf, positionOf } from '../runs/cursor.js';
import type { SqlProblems } from '../runs/sql-problems.js';
import type { SqlRunSummary } from '../runs/sql-run-summary.js';
import type { OwnTables } from '../tables/own-tables.js';
import { OFFERED, USER_IN_THE_WAY } from './offered-choices.js';
import { recognizedBy, textParameters } from './recognized-by.js';

interface NewestRead extends Omit<NonNullable<ConflictPage['run']>, 'endedAt'> {
  readonly ended_ms: string;
}

interface ConflictRow extends Pick<Conflict, 'id' | 'code' | 'dn' | 'stableId' | 'isPartial' | 'value'> {
  readonly params: string;
  readonly choices: string;
  /** 1 if it has no choices, which come last. */
  readonly left: number;
  /** The position of the code in `CONFLICT_CODES`, from 1. */
  readonly kind: number;
}

/** Reads conflicts from the problems of the newest complete read. */
export class SqlConflicts extends ConflictHistory {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly problems: SqlProblems,
    private readonly summaries: SqlRunSummary,
  ) {
    super();
  }

  async page(job: string, { code, search, cursor, ...rows }: ConflictsRequest): Promise<FoundConflicts> {
    const limit = limitOf(rows);
    const [left, kind, id] = positionOf(cursor, [isNumber, isNumber, isBigNumber]) ?? [0, 0, '0'];
    const run = await this.newest(job);
    if (!run) return { items: [], nextCursor: null, run: null, totals: [] };
    const { sql: text, values } = statement(sql`with conflict as (
  select p.*, ${raw(OFFERED)} as choices, array_position(${arrayParameter(CONFLICT_CODES)}, p.code) as kind
  from ${raw(this.tables.problem)} p
  where ${ofRun(run.id)}
    and p.code = any(${arrayParameter(code ? [code] : CONFLICT_CODES)})
    and ${search ? await this.problems.mentions(run.id, search) : raw('true')})
select id::text, code, dn, stable_id as "stableId", is_partial as "isPartial", value, params::text as params,
  choices::text, (choices = '[]')::int as "left", kind
from conflict
where ((choices = '[]')::int, kind, id)
  > (${parameter(String(left))}::int, ${parameter(String(kind))}::int, ${parameter(String(id))}::bigint)
order by "left", kind, conflict.id limit ${parameter(String(limit + 1))}::int`);
    const found = await this.database.query<ConflictRow>(text, values);
    const page = pageOf(
      found,
      limit,
      (row) => toConflict(row, job, run.id),
      (row) => [row.left, row.kind, row.id],
    );
    return { ...page, run, totals: await this.totals(run.id) };
  }

  async find(job: string, ids: readonly string[]): Promise<readonly FoundConflict[]> {
    const run = await this.newest(job);
    if (!run) return [];
    const { sql: text, values } =
      statement(sql`select p.stable_id as "stableId", ${raw(USER_IN_THE_WAY)} as "userId", ${raw(OFFERED)}::text as choices
from ${raw(this.tables.problem)} p
where ${ofRun(run.id)} and p.id = any(${arrayParameter(ids.filter(isBigNumber))}::bigint[])
  and p.code = any(${arrayParameter(CONFLICT_CODES)}) and p.stable_id is not null`);
    const rows = await this.database.query<Omit<FoundConflict, 'choices'> & { choices: string }>(text, values);
    return rows.map((row) => ({ ...row, choices: choicesIn(row.choices) }));
  }

  /** A plan says what is decided; its conflicts are those that remain once it is applied. */
  private async newest(job: string): Promise<ConflictPage['run'] | undefined> {
    const [run] = await this.database.query<NewestRead>(
      `select r.id::text, r.mode, r.status, (extract(epoch from r.ended_at) * 1000)::text as ended_ms
       from ${this.tables.run} r
       where r.job = $1::text and r.plan_hash is not null and r.ended_at is not null and r.expired_at is null
         and r.only_dn is null and r.reverts_run_id is null and not r.with_unsaved_settings
         and (r.decision is null or r.status in ('succeeded', 'succeeded-with-problems'))
       order by r.plan_position desc, r.fence desc limit 1`,
      [job],
    );
    if (!run) return undefined;
    const { ended_ms: ended, ...rest } = run;
    return { ...rest, endedAt: new Date(Number(ended)) };
  }

  private async totals(runId: string): Promise<ConflictPage['totals']> {
    const groups = await this.summaries.problems(runId);
    const { sql: text, values } = statement(sql`select distinct p.code, ${raw(OFFERED)}::text as choices
from ${raw(this.tables.problem)} p where ${ofRun(runId)}`);
    const offered = await this.database.query<Pick<ConflictRow, 'code' | 'choices'>>(text, values);
    return CONFLICT_CODES.flatMap((code) => {
      const ofCode = groups.filter((group) => group.code === code);
      const sum = (count: 'problems' | 'omitted') => ofCode.reduce((total, group) => total + group[count], 0);
      const choices = offered.filter((row) => row.code === code).flatMap((row) => choicesIn(row.choices));
      if (ofCode.length === 0) return [];
      return [{ code, conflicts: sum('problems'), omitted: sum('omitted'), choices: [...new Set(choices)] }];
    });
  }
}

function ofRun(runId: Run['id']): Sql {
  return sql`p.run_id = ${parameter(runId)}::uuid`;
}

function choicesIn(json: string): readonly ConflictChoice[] {
  return JSON.parse(json) as readonly ConflictChoice[];
}

function toConflict(row: ConflictRow, job: string, runId: string): Conflict {
  const { id, code, dn: entry, stableId, isPartial, value, params: json, choices } = row;
  const params = JSON.parse(json) as Conflict['params'];
  const text = (name: string) => (params[name] === undefined ? null : String(params[name]));
  const [field, userId, user, dn, lastSeen] = ['field', 'userId', 'user', 'other', 'lastSeen'].map(text);
  return {
    id,
    job,
    runId,
    code: code satisfies ConflictCode,
    dn: entry,
    stableId,
    isPartial,
    field: field ?? null,
    value: value === null ? null : shownValue(value),
    user: userId ? { id: userId, userName: user ?? userId } : null,
    holder: dn ? { dn, lastSeen: lastSeen ?? null } : null,
    recognizedBy: recognizedBy(params, field ?? null),
    choices: choicesIn(choices),
    params: textParameters(params),
  };
}
