import { type FindOptions, type MikroORM, raw } from '@mikro-orm/core';
import type { GuardFinding } from '../../contract/guards.js';
import type { Revert, RunFilter, Run, StoredProgress } from '../../contract/run.js';
import type {
  Change,
  ChangesRequest,
  Page,
  Problem,
  ProblemFilter,
  RowsRequest,
  RunSummary,
} from '../../contract/run-rows.js';
import type { PeopleNotSeenRequest, PersonNotSeen } from '../../contract/people-not-seen.js';
import type { UserChange } from '../../contract/user-changes.js';
import { DEFAULT_DATA_POOL } from '../../contract/data-pool-names.js';
import { type AppliedSettings, type RestorableUsers, RunHistory } from '../../engine/ports/run-history.js';
import type { SqlJournal } from '../journal/sql-journal.js';
import type { SqlRevertedValues } from '../journal/sql-reverted-values.js';
import { BatchRun, type BatchRunRow } from '../tables/batch-run.entity.js';
import { isBigNumber, isUuid, limitOf, pageOf, positionOf } from './cursor.js';
import { toProgress, toRun } from './run-row.js';
import type { SqlPeopleNotSeen } from './sql-people-not-seen.js';
import type { SqlProblems } from './sql-problems.js';
import type { SqlRunSummary } from './sql-run-summary.js';

// The host's filters apply to its own entities only.
const READ_ONLY = { filters: false, disableIdentityMap: true } as const;
const SUCCEEDED = { $in: ['succeeded', 'succeeded-with-problems'] };
const IS_APPLIED = [{ status: SUCCEEDED }, { mode: 'apply', appliedThrough: { $gt: 0 } }];
/** By guards, not because the add-on was disabled. */
const STOPPED = { status: 'stopped', reasonCode: { $ne: 'ADDON_DISABLED' } } as const;
const FOR_EVERYONE = { onlyDn: null } as const;
const SCOPES = { everyone: FOR_EVERYONE, person: { onlyDn: { $ne: null } } } as const;
const MAX_REVERTS = 50;
const NEWEST_FIRST = [{ position: 'desc' }] as const satisfies FindOptions<BatchRunRow>['orderBy'];

/** Reads runs, changes and problems page by page. Keyset pagination makes all pages equally fast. */
export class OrmRunHistory extends RunHistory {
  constructor(
    private readonly orm: MikroORM,
    private readonly journal: SqlJournal,
    private readonly summaries: SqlRunSummary,
    private readonly problemRows: SqlProblems,
    private readonly peopleNotSeen: SqlPeopleNotSeen,
    private readonly revertedValues: SqlRevertedValues,
  ) {
    super();
  }

  async newest(job: string): Promise<Run | undefined> {
    return this.first({ job, mode: 'apply', ...FOR_EVERYONE });
  }

  async newestOf(job: string, dn: string): Promise<string | undefined> {
    const isAboutEntry = { $or: [FOR_EVERYONE, { [raw('lower(only_dn)')]: dn.toLowerCase() }] };
    const read = { job, mode: 'apply', revertsRunId: null, planHash: { $ne: null }, endedAt: { $ne: null } };
    return (await this.firstRow({ ...read, ...isAboutEntry }))?.id;
  }

  async lastGood(job: string): Promise<Run | undefined> {
    return this.first({ job, status: SUCCEEDED, revertsRunId: null, ...FOR_EVERYONE });
  }

  async isStopped(job: string): Promise<boolean> {
    const decided = { job, mode: 'apply', revertsRunId: null, $or: [STOPPED, ...IS_APPLIED], ...FOR_EVERYONE };
    return (await this.firstRow(decided))?.status === STOPPED.status;
  }

  async lastApplied(job: string): Promise<AppliedSettings | undefined> {
    const row = await this.firstRow({ job, settingsSections: { $ne: null }, $or: IS_APPLIED });
    if (!row?.settingsSections) return undefined;
    const { settingsVersion, dataPool, dataPoolVersion, settingsSections: sections } = row;
    return {
      version: settingsVersion ?? 0,
      dataPool: dataPool ?? DEFAULT_DATA_POOL,
      dataPoolVersion: dataPoolVersion ?? 1,
      sections,
    };
  }

  async newestReads(job: string): Promise<readonly Run[]> {
    const options = { ...READ_ONLY, orderBy: [...NEWEST_FIRST], limit: 2 };
    return (await this.em().find(BatchRun, { job, withUnsavedSettings: false, revertsRunId: null }, options)).map(
      toRun,
    );
  }

  async waiting(job: string): Promise<Run | undefined> {
    return this.first({ job, approvalNeed: { $ne: null }, status: 'planned', mode: 'plan', ...FOR_EVERYONE });
  }

  async runs(job: string, rows: RowsRequest & RunFilter = {}): Promise<Page<Run>> {
    const limit = limitOf(rows);
    const from = positionOf(rows.cursor, [isBigNumber]);
    const older = from ? { position: { $lt: String(from[0]) } } : {};
    const options = { ...READ_ONLY, orderBy: [...NEWEST_FIRST], limit: limit + 1 };
    const found = await this.em().find(BatchRun, { job, ...filterOf(rows), ...older }, options);
    return pageOf(found, limit, toRun, (row) => [row.position]);
  }

  async run(id: string): Promise<Run | undefined> {
    const row = await this.row(id);
    return row && toRun(row);
  }

  async unsavedSettings(runId: string): Promise<unknown> {
    const options = { fields: ['unsavedSettings'], filters: false } as const;
    const row = await this.orm.em.fork().findOne(BatchRun, { id: runId }, options);
    return row?.unsavedSettings ?? undefined;
  }

  async hasApplied(runId: string): Promise<boolean> {
    return this.journal.hasApplied(runId);
  }

  async fieldsOf(runId: string): Promise<readonly string[]> {
    return this.journal.fieldsOf(runId);
  }

  async hasSelected(runId: string, selection: Pick<Revert, 'users' | 'fields'>): Promise<boolean> {
    return this.journal.hasSelected(runId, selection);
  }

  async revertsOf(runId: string): Promise<readonly Run[]> {
    if (!isUuid(runId)) return [];
    const options = { ...READ_ONLY, orderBy: [...NEWEST_FIRST], limit: MAX_REVERTS };
    return (await this.em().find(BatchRun, { revertsRunId: runId }, options)).map(toRun);
  }

  async restorable(runId: string): Promise<RestorableUsers> {
    return this.revertedValues.restorable(runId);
  }

  async shapeOf(runId: string): Promise<string | null> {
    return (await this.row(runId))?.settingsShape ?? null;
  }

  async progress(id: string): Promise<StoredProgress | undefined> {
    const row = await this.row(id);
    return row && toProgress(row);
  }

  async changes(
    runId: string,
    { guard, order = 'concernedFirst', ...rows }: ChangesRequest = {},
  ): Promise<Page<Change>> {
    const isInOrder = guard === undefined && order === 'applied';
    const findings = isInOrder ? [] : await this.findings(runId);
    if (guard === undefined) return this.journal.ofRun(runId, rows, findings);
    const finding = findings[guard];
    return finding ? this.journal.ofRun(runId, { ...rows, finding }) : EMPTY_PAGE;
  }

  async problems(runId: string, { guard, ...rows }: RowsRequest & ProblemFilter = {}): Promise<Page<Problem>> {
    if (guard === undefined) return this.problemRows.ofRun(runId, rows);
    const [run, finding] = [await this.row(runId), (await this.findings(runId))[guard]];
    if (!run?.dataPool || !finding) return EMPTY_PAGE;
    return this.problemRows.ofRun(runId, { ...rows, found: { finding, job: run.job, dataPool: run.dataPool } });
  }

  async notSeen(runId: string, { guard, ...rows }: PeopleNotSeenRequest = {}): Promise<Page<PersonNotSeen>> {
    if (guard === undefined) return this.peopleNotSeen.ofRun(runId, rows);
    const finding = (await this.findings(runId))[guard];
    return finding ? this.peopleNotSeen.ofRun(runId, { ...rows, finding }) : EMPTY_PAGE;
  }

  summary(runId: string): Promise<RunSummary> {
    return this.summaries.of(runId);
  }

  problemGroups(runId: string): Promise<RunSummary['problems']> {
    return this.summaries.problems(runId);
  }

  async findings(runId: string): Promise<readonly GuardFinding[]> {
    // Those of runs of earlier versions do not say what is usual.
    return ((await this.row(runId))?.guards ?? []).map((finding) => ({ ...finding, usual: finding.usual ?? null }));
  }

  ofUser(userId: string, rows: RowsRequest = {}): Promise<Page<UserChange>> {
    return this.journal.ofUser(userId, rows);
  }

  private async first(where: object): Promise<Run | undefined> {
    const row = await this.firstRow(where);
    return row && toRun(row);
  }

  private async firstRow(where: object): Promise<BatchRunRow | undefined> {
    const [row] = await this.em().find(BatchRun, where, { ...READ_ONLY, orderBy: [...NEWEST_FIRST], limit: 1 });
    return row;
  }

  private async row(id: string): Promise<BatchRunRow | undefined> {
    if (!isUuid(id)) return undefined;
    return (await this.em().findOne(BatchRun, { id }, READ_ONLY)) ?? undefined;
  }

  private em() {
    return this.orm.em.fork();
  }
}

const EMPTY_PAGE = { items: [], nextCursor: null };

function filterOf({ mode, status, scope }: RunFilter): object {
  return { ...(mode && { mode }), ...(status && { status }), ...(scope && SCOPES[scope]) };
}
