import { randomUUID } from 'node:crypto';
import type { ChangeKind } from '../../contract/change-kinds.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { MatchedBy } from '../../contract/run-rows.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import { type EntriesToPlan, EntryPlanner, type PlannedEntry } from '../../engine/ports/entry-planner.js';
import type { Database, Statements } from '../database/database.js';
import type { SqlStatement } from '../database/sql.js';
import { differences, valuesOf } from '../journal/differences.js';
import { valueOrder } from '../journal/value-order.js';
import { STAGED_ENTRIES, stagedEntries } from '../reads/staged-entries.js';
import { StagedTable } from '../reads/staged-table.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import { readPinnedNames } from './pinned-values.js';
import { planSql } from './plan-sql.js';

interface ChangeRow {
  readonly dn: string;
  readonly kind: ChangeKind;
  readonly userId: string;
  readonly matchedBy: MatchedBy | null;
  readonly before: string;
  readonly after: string;
}

interface ProblemRow {
  readonly dn: string;
  readonly code: ProblemCode;
  readonly params: string;
  readonly isPartial: boolean;
}

interface PlanRows {
  readonly changes: readonly ChangeRow[];
  readonly problems: readonly ProblemRow[];
}

/** Executes the statement of a plan for a few entries, and rolls back what it wrote. */
export class SqlEntryPlanner extends EntryPlanner {
  constructor(
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly users: UserTable,
  ) {
    super();
  }

  async plan({
    dataPool,
    users,
    targets,
    decisionTable,
    matching,
    matchingOtherPools,
    required,
  }: EntriesToPlan): Promise<readonly PlannedEntry[]> {
    if (users.length === 0) return [];
    const kept = new Set(users.flatMap((user) => user.kept ?? []));
    const chosen = targets.filter((target) => users.some(({ choices }) => choices?.[target]));
    const staged = new StagedTable(STAGED_ENTRIES, targets, [...kept], chosen);
    const run = {
      id: randomUUID(),
      dataPool,
      decisionTable,
      matching,
      matchingOtherPools,
      ...(required && { required }),
      visible: await this.users.visible(),
      pinned: await readPinnedNames(this.database, this.tables),
      // A key that a sequence has given away would not come back.
      nextKey: `''`,
    };
    const planned = planSql(this.users, this.tables, staged, run, stagedEntries(users, staged));
    const { changes, problems } = await this.planAndRollBack(planned, run.id);
    // What mapping found is known already.
    const outcomes = new Set<string>(decisionTable.map(({ then }) => then));
    return users.map(({ dn }) => {
      const change = changes.find((row) => row.dn === dn);
      const ofEntry = problems.filter((row) => row.dn === dn);
      const problem = ofEntry.find(({ isPartial }) => !isPartial);
      return {
        change: change ? this.toChange(change, targets) : null,
        problem: problem ? toProblem(problem) : null,
        fieldProblems: ofEntry.filter(({ isPartial, code }) => isPartial && outcomes.has(code)).map(toProblem),
      };
    });
  }

  private planAndRollBack({ sql, values }: SqlStatement, runId: string): Promise<PlanRows> {
    return this.database.transaction(async (transaction) => {
      await transaction.query('savepoint before_plan');
      await transaction.query(sql, values);
      const rows = await this.rowsOf(transaction, runId);
      await transaction.query('rollback to savepoint before_plan');
      return rows;
    });
  }

  private async rowsOf(transaction: Statements, runId: string): Promise<PlanRows> {
    const changes = await transaction.query<ChangeRow>(
      `select dn, kind, user_id as "userId", matched_by as "matchedBy", to_json(before)::text as before, to_json(after)::text as after
       from ${this.tables.change} where run_id = $1::text::uuid`,
      [runId],
    );
    const problems = await transaction.query<ProblemRow>(
      `select dn, code, params::text as params, is_partial as "isPartial" from ${this.tables.problem}
       where run_id = $1::text::uuid order by id`,
      [runId],
    );
    return { changes, problems };
  }

  private toChange(
    { kind, userId, matchedBy, ...values }: ChangeRow,
    targets: EntriesToPlan['targets'],
  ): PlannedEntry['change'] {
    const [before, after] = differences(
      valueOrder(targets),
      valuesOf(values.before),
      valuesOf(values.after),
      this.users.state,
    );
    return { kind, userId: kind === 'create' ? null : userId, matchedBy, before, after };
  }
}

function toProblem({ code, params }: ProblemRow): PlannedEntry['fieldProblems'][number] {
  return { code, params: JSON.parse(params) as MessageParameters };
}
