import type { FindOptions, MikroORM } from '@mikro-orm/core';
import type { RowsRequest } from '../../contract/runs.js';
import type { Change, Page, Problem, Run, RunProgress } from '../../contract/runs.js';
import type { ChangeKind } from '../../contract/change-kinds.js';
import { RunHistory } from '../../engine/ports/run-history.js';
import { BatchChange } from '../tables/batch-change.entity.js';
import { BatchProblem } from '../tables/batch-problem.entity.js';
import { BatchRun, type BatchRunRow } from '../tables/batch-run.entity.js';
import { toProgress, toRun } from '../runs/run-row.js';
import { toChange, toProblem } from './change-row.js';
import { isBigNumber, isNumber, isTime, isUuid, limitOf, pageOf, positionOf } from './cursor.js';

// The host's filters are about its own entities.
const PLAIN = { filters: false, disableIdentityMap: true } as const;
const NEWEST_RUN = [{ queuedAt: 'desc' }, { id: 'desc' }] as const satisfies FindOptions<BatchRunRow>['orderBy'];

/** What happened, by keyset: a page costs the same however deep it lies. */
export class OrmRunHistory extends RunHistory {
  constructor(private readonly orm: MikroORM) {
    super();
  }

  async newest(job: string): Promise<Run | undefined> {
    return this.first({ job });
  }

  async lastGood(job: string): Promise<Run | undefined> {
    return this.first({ job, status: { $in: ['succeeded', 'succeeded-with-problems'] } });
  }

  async runs(job: string, rows: RowsRequest = {}): Promise<Page<Run>> {
    const limit = limitOf(rows);
    const from = positionOf(rows.cursor, [isTime, isUuid]);
    const [time, id] = from ? [new Date(String(from[0])), String(from[1])] : [];
    const older = time ? { $or: [{ queuedAt: { $lt: time } }, { queuedAt: time, id: { $lt: id } }] } : {};
    const options = { ...PLAIN, orderBy: [...NEWEST_RUN], limit: limit + 1 };
    const found = await this.em().find(BatchRun, { job, ...older }, options);
    return pageOf(found, limit, toRun, (row) => [row.queuedAt.toISOString(), row.id]);
  }

  async run(id: string): Promise<Run | undefined> {
    const row = await this.row(id);
    return row && toRun(row);
  }

  async progress(id: string): Promise<RunProgress | undefined> {
    const row = await this.row(id);
    return row && toProgress(row);
  }

  async changes(runId: string, rows: RowsRequest & { readonly kind?: ChangeKind } = {}): Promise<Page<Change>> {
    const limit = limitOf(rows);
    const from = positionOf(rows.cursor, [isNumber]);
    if (!isUuid(runId)) return NOTHING;
    const where = {
      runId,
      ...(rows.kind ? { kind: rows.kind } : {}),
      ...(from ? { seq: { $gt: Number(from[0]) } } : {}),
    };
    const found = await this.em().find(BatchChange, where, { ...PLAIN, orderBy: { seq: 'asc' }, limit: limit + 1 });
    return pageOf(found, limit, toChange, (row) => [row.seq]);
  }

  async problems(runId: string, rows: RowsRequest = {}): Promise<Page<Problem>> {
    const limit = limitOf(rows);
    const from = positionOf(rows.cursor, [isBigNumber]);
    if (!isUuid(runId)) return NOTHING;
    const where = { runId, ...(from ? { id: { $gt: String(from[0]) } } : {}) };
    const found = await this.em().find(BatchProblem, where, { ...PLAIN, orderBy: { id: 'asc' }, limit: limit + 1 });
    return pageOf(found, limit, toProblem, (row) => [row.id]);
  }

  async ofUser(userId: string, rows: RowsRequest = {}): Promise<Page<Change>> {
    const limit = limitOf(rows);
    const from = positionOf(rows.cursor, [isTime, isUuid]);
    const [time, runId] = from ? [new Date(String(from[0])), String(from[1])] : [];
    const older = time ? { $or: [{ appliedAt: { $lt: time } }, { appliedAt: time, runId: { $lt: runId } }] } : {};
    const found = await this.em().find(
      BatchChange,
      { userId, state: 'applied', ...older },
      { ...PLAIN, orderBy: [{ appliedAt: 'desc' }, { runId: 'desc' }], limit: limit + 1 },
    );
    return pageOf(found, limit, toChange, (row) => [row.appliedAt?.toISOString() ?? '', row.runId]);
  }

  private async first(where: object): Promise<Run | undefined> {
    const [row] = await this.em().find(BatchRun, where, { ...PLAIN, orderBy: [...NEWEST_RUN], limit: 1 });
    return row && toRun(row);
  }

  private async row(id: string): Promise<BatchRunRow | undefined> {
    if (!isUuid(id)) return undefined;
    return (await this.em().findOne(BatchRun, { id }, PLAIN)) ?? undefined;
  }

  private em() {
    return this.orm.em.fork();
  }
}

const NOTHING = { items: [], nextCursor: null };
