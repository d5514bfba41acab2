import { CHANGE_KINDS, type ChangeKind, runCounts, type RunCounts } from '../../contract/change-kinds.js';
import type { ReadReport } from '../../contract/run.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { SectionHashes } from '../../contract/approval.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import { forceHashJoins } from '../database/planner-settings.js';
import type { SqlStatement } from '../database/sql.js';
import { countsDisagree } from '../persistence-errors.js';
import type { RunLeases } from '../runs/run-leases.js';
import { transitionRun } from '../runs/transition-run.js';
import type { OwnTables } from '../tables/own-tables.js';
import { planHash } from './plan-hash.js';

/** The input that a plan was made from. */
export interface PlanOrigin {
  /** The fields that the plan may write. */
  readonly targets: readonly MappingTarget[];
  /** Hash of the settings that decide what the plan contains. */
  readonly settingsShape: string;
  readonly settingsVersion?: number | undefined;
  readonly dataPoolVersion?: number | undefined;
  readonly sections?: SectionHashes | undefined;
  /** Absent for a plan that is not made from a read. */
  readonly readReport?: ReadReport;
}

/** The row that the statement of a plan returns. */
interface PlanRow {
  readonly read: number;
  /** Number of changes by kind, as JSON. */
  readonly changes: string;
  readonly unchanged: number;
  readonly problems: number;
  /** Absent in a revert. */
  readonly inactive?: number;
  /** Absent if nobody gives up values. */
  readonly released?: number;
  /** Absent if nothing is pinned. */
  readonly pinned?: number;
  /** Absent if no field is left. */
  readonly incomplete?: number;
  /** Hash over the changes, in their order. */
  readonly hash: string;
}

/** Stores plans: the changes and problems that a statement writes for a run. */
export class PlanStore {
  constructor(
    private readonly tables: OwnTables,
    private readonly leases: RunLeases,
  ) {}

  /**
   * Executes the statement and sets the run to `planned`, in one transaction. Throws `RUN_COUNTS_DISAGREE`.
   *
   * @param prepare what comes before it in the transaction.
   */
  store(
    run: LeasedRun,
    { sql, values }: SqlStatement,
    { readReport, ...origin }: PlanOrigin,
    prepare?: (transaction: Statements) => Promise<void>,
  ): Promise<RunCounts> {
    // The run is locked by the last statement only: whoever cancels the run must not wait for the plan.
    return this.leases.of(run).use((session) =>
      session.transaction(async (transaction) => {
        if (run.only === null) await forceHashJoins(transaction);
        const position = await nextPosition(transaction, this.tables);
        await prepare?.(transaction);
        const [row] = await transaction.query<PlanRow>(sql, values);
        if (!row) throw new Error('The plan returned no counts.');
        const counts = countsOf(row);
        // An entry that was lost between directory and database must not count as deleted from the directory.
        if (readReport && counts.read !== readReport.entries) throw countsDisagree(readReport.entries, counts.read);
        const plan = { ...origin, position, hash: planHash(row.hash, origin.settingsShape, readReport) };
        await transitionRun(transaction, this.tables, run, { status: 'planned', counts, readReport, plan });
        return counts;
      }),
    );
  }
}

/** Before the plan, so that no later change has a lower one. */
async function nextPosition(transaction: Statements, { position }: OwnTables): Promise<string> {
  const [row] = await transaction.query<{ next: string }>(`select nextval('${position}')::text as next`);
  return row?.next ?? '0';
}

function countsOf({
  read,
  changes,
  unchanged,
  problems,
  inactive = 0,
  pinned = 0,
  released = 0,
  incomplete = 0,
}: PlanRow): RunCounts {
  const kinds = JSON.parse(changes) as Readonly<Partial<Record<ChangeKind, number>>>;
  const counts = Object.fromEntries(CHANGE_KINDS.map(({ kind, count }) => [count, kinds[kind] ?? 0]));
  return runCounts({ read, ...counts, unchanged, problems, inactive, pinned, released, incomplete });
}
