import type { GuardFinding } from '../../contract/guards.js';
import type { ChangeKind } from '../../contract/change-kinds.js';
import type { Revert } from '../../contract/run.js';
import type { UserChange } from '../../contract/user-changes.js';
import type { Change, ChangeState, MatchedBy, Page, RowsRequest } from '../../contract/run-rows.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Database, SqlValue } from '../database/database.js';
import { parameter, sql, statement } from '../database/sql.js';
import { isBigNumber, isNumber, isTime, isUuid, limitOf, pageOf, positionOf } from '../runs/cursor.js';
import { IS_APPLIED } from '../tables/batch-change.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { StateColumn } from '../users/user-table.js';
import { concernedFirst } from './concerned-by.js';
import { appliedSql } from './applied-sql.js';
import { changeConditions, type JournalFilter } from './change-conditions.js';
import { differences, valuesOf } from './differences.js';
import { manualChangesOf, toApplied, toUserChange } from '../manual/manual-changes.js';
import { FORMER_LINK, type FormerLink, formerLink } from './former-link.js';
import { hasSelected } from './has-selected.js';
import { orderOfRun } from './order-of-run.js';
import { isAfter, newestFirst, placeInHistory } from './order-of-history.js';
import type { AppliedChange } from './recorded-fields.js';
import { type ValueOrder, valueOrder } from './value-order.js';
import { withPatterns } from './with-patterns.js';

const APPLIED_AT_A_TIME = 100;

/** Reads planned and applied changes page by page. */
export class SqlJournal {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly state: Pick<StateColumn, 'isText' | 'active'>,
  ) {}

  /** The changes of a run in their order, those first that findings are about. */
  async ofRun(
    runId: string,
    rows: RowsRequest & JournalFilter,
    findings: readonly GuardFinding[] = [],
  ): Promise<Page<Change>> {
    const limit = limitOf(rows);
    const [part = 0, after = 0] = positionOf(rows.cursor, [isNumber, isNumber]) ?? [];
    const order = isUuid(runId) ? await orderOfRun(this.database, this.tables, runId) : undefined;
    if (!order) return { items: [], nextCursor: null };
    const found: (ChangeRow & { readonly part: number })[] = [];
    for (const [index, condition] of concernedFirst(findings, order).entries()) {
      if (index < Number(part) || found.length > limit) continue;
      const from = index === Number(part) ? after : 0;
      const wanted = statement(
        sql`c.run_id = ${parameter(runId)}::uuid and c.seq > ${parameter(String(from))}::int and ${condition}
         and ${changeConditions(rows, order)} order by c.seq limit ${parameter(String(limit + 1 - found.length))}::int`,
      );
      found.push(...(await this.select(wanted.sql, wanted.values)).map((row) => ({ ...row, part: index })));
    }
    return this.withPatterns(pageOf(found, limit, this.toChange, (row) => [row.part, row.seq]));
  }

  /** The changes that were applied to a user, by runs and by people, newest first. */
  async ofUser(userId: string, rows: RowsRequest): Promise<Page<UserChange>> {
    const limit = limitOf(rows);
    const [position = null, time = null, id = null] = positionOf(rows.cursor, [isBigNumber, isTime, isUuid]) ?? [];
    const found = await this.select(
      `c.user_id = $1::text and ${IS_APPLIED}
         and ($2::text is null or (t.position, t.at, c.run_id) < ($2::text::bigint, $3::text::timestamptz, $4::text::uuid))
       order by t.position desc, t.at desc, c.run_id desc limit $5::int`,
      [userId, position, time, id, limit + 1],
    );
    const manual = await manualChangesOf(this.database, this.tables, userId, {
      ...(time !== null && { before: [String(position), String(time), String(id)] }),
      limit: limit + 1,
    });
    const changes = [
      ...found.map((row) => ({
        position: row.position,
        change: { ...this.toChange(row), manual: null, pins: {} } satisfies Omit<UserChange, 'patterns'>,
      })),
      ...manual.map((row) => ({ position: row.position, change: toUserChange(userId, row, this.state) })),
    ];
    return this.withPatterns(pageOf(changes.toSorted(newestFirst), limit, ({ change }) => change, placeInHistory));
  }

  async hasApplied(runId: string): Promise<boolean> {
    if (!isUuid(runId)) return false;
    const { change, run } = this.tables;
    const [row] = await this.database.query<{ found: boolean }>(
      `select exists (
         select from ${change} c join ${run} r on r.id = c.run_id
         where c.run_id = $1::text::uuid and r.expired_at is null and ${IS_APPLIED}) as found`,
      [runId],
    );
    return row?.found === true;
  }

  /** The names of the values in the changes of a run, without the DN, which belongs to the link. */
  async fieldsOf(runId: string): Promise<readonly string[]> {
    const order = isUuid(runId) ? await orderOfRun(this.database, this.tables, runId) : undefined;
    return order?.names.filter((name) => name !== 'dn') ?? [];
  }

  async hasSelected(runId: string, selection: Pick<Revert, 'users' | 'fields'>): Promise<boolean> {
    return hasSelected(this.database, this.tables, runId, selection);
  }

  /** The values of the changes that were applied to a user until a time, newest first. */
  async *appliedTo(userId: string, until: Date | undefined): AsyncGenerator<AppliedChange> {
    const manual = (await manualChangesOf(this.database, this.tables, userId, { until }))
      .filter(({ names }) => names.length > 0)
      .map(toApplied);
    for await (const change of this.appliedByRuns(userId, until)) {
      while (manual[0] && isAfter(manual[0], change)) yield manual.shift() as AppliedChange;
      yield change;
    }
    yield* manual;
  }

  private async *appliedByRuns(userId: string, until: Date | undefined): AsyncGenerator<AppliedChange> {
    for (let before: ChangeRow | undefined; ;) {
      const found: ChangeRow[] = await this.select(
        `c.user_id = $1::text and ${IS_APPLIED}
           and ($2::text is null or t.at <= $2::text::timestamptz)
           and ($3::text is null or (t.position, t.at, c.run_id) < ($3::text::bigint, $4::text::timestamptz, $5::text::uuid))
         order by t.position desc, t.at desc, c.run_id desc limit $6::int`,
        [
          userId,
          until?.toISOString() ?? null,
          before?.position ?? null,
          timeIn(before),
          before?.run_id ?? null,
          APPLIED_AT_A_TIME,
        ],
      );
      for (const row of found) {
        yield {
          runId: row.run_id,
          isExpired: row.is_expired,
          manual: null,
          at: appliedAt(row) ?? new Date(0),
          position: row.position,
          seen: { position: row.plan_position, at: new Date(Number(row.planned_ms ?? row.applied_ms)) },
          order: orderOf(row),
          before: valuesOf(row.before),
          after: valuesOf(row.after),
        };
      }
      before = found.at(-1);
      if (found.length < APPLIED_AT_A_TIME) return;
    }
  }

  private async withPatterns<T extends Omit<Change, 'patterns' | 'runId'>>({ items, nextCursor }: Page<T>) {
    return { items: await withPatterns(this.database, items), nextCursor };
  }

  private readonly toChange = (row: ChangeRow): Omit<Change, 'patterns'> => {
    const { run_id: runId, seq, kind, dn, stable_id: stableId, matched_by: matchedBy, user_id: userId } = row;
    const [before, after] = differences(orderOf(row), valuesOf(row.before), valuesOf(row.after), this.state);
    const isNew = kind === 'create';
    return {
      id: `${runId}-${seq}`,
      runId,
      kind,
      state: stateOf(row),
      dn,
      stableId,
      ...formerLink(row),
      userId: isNew && !row.is_applied ? null : userId,
      matchedBy,
      before,
      after,
      appliedAt: appliedAt(row),
    };
  };

  private select(condition: string, values: readonly SqlValue[]): Promise<ChangeRow[]> {
    const { change, run } = this.tables;
    return this.database.query<ChangeRow>(
      `select c.run_id::text, c.seq, c.kind, c.state, ${IS_APPLIED} as is_applied,
         r.expired_at is not null as is_expired, c.dn, c.stable_id,
         ${FORMER_LINK}, c.user_id,
         c.matched_by, r.targets::text, to_json(c.before)::text as before, to_json(c.after)::text as after, (extract(epoch from t.at) * 1000)::text as applied_ms,
         t.position::text as position, r.plan_position::text as plan_position,
         (extract(epoch from r.planned_at) * 1000)::text as planned_ms
       from ${change} c
       join ${run} r on r.id = c.run_id
       ${appliedSql(this.tables)}
       where ${condition}`,
      values,
    );
  }
}

interface ChangeRow extends FormerLink {
  readonly run_id: string;
  readonly seq: number;
  readonly kind: ChangeKind;
  readonly state: string;
  readonly is_applied: boolean;
  readonly is_expired: boolean;
  readonly dn: string;
  readonly stable_id: string;
  readonly user_id: string | null;
  readonly matched_by: MatchedBy | null;
  readonly targets: string;
  readonly before: string;
  readonly after: string;
  readonly position: string;
  readonly plan_position: string;
  readonly applied_ms: string | null;
  readonly planned_ms: string | null;
}

function orderOf({ targets }: ChangeRow): ValueOrder {
  return valueOrder(JSON.parse(targets) as readonly MappingTarget[]);
}

function timeIn(row: ChangeRow | undefined): string | null {
  return (row && appliedAt(row)?.toISOString()) ?? null;
}

function stateOf({ is_applied: isApplied, state }: ChangeRow): ChangeState {
  if (isApplied) return 'applied';
  return state === 'refused' ? 'refused' : 'planned';
}

function appliedAt({ is_applied: isApplied, applied_ms: milliseconds }: ChangeRow): Date | null {
  return isApplied && milliseconds !== null ? new Date(Number(milliseconds)) : null;
}
