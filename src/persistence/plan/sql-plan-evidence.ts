import { changesIn, type RunCounts } from '../../contract/change-kinds.js';
import type { ProblemCode } from '../../contract/error-codes.js';
import type { MessageParameters } from '../../contract/sync-error.js';
import {
  type CauseFigure,
  type Evidence,
  type EvidenceFloors,
  type FieldFigure,
  type Figure,
  PlanEvidence,
} from '../../engine/ports/plan-evidence.js';
import type { ReadSource } from '../../engine/ports/read-store.js';
import type { LeasedRun } from '../../engine/ports/run-store.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import { forceHashJoins } from '../database/planner-settings.js';
import type { SqlStatement } from '../database/sql.js';
import { type ValueChange, valueChanges } from '../journal/value-changes.js';
import { StagedTable } from '../reads/staged-table.js';
import type { RunLeases } from '../runs/run-leases.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import {
  causesSql,
  changedValuesSql,
  changeSources,
  type JudgedPlan,
  problemSources,
  valueSources,
} from './evidence-sql.js';
import { figuresSql, type FigureSources } from './figures-sql.js';
import { lostPeople } from './lost-people.js';
import { judgedValues } from './judged-values.js';

/**
 * Gathers evidence from the rows of a plan. Units and totals cost a look at everyone, so they are asked for only where
 * more people are concerned than the floor.
 */
export class SqlPlanEvidence extends PlanEvidence {
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly leases: RunLeases,
  ) {
    super();
  }

  gather(run: LeasedRun, source: ReadSource, counts: RunCounts, floors: EvidenceFloors): Promise<Evidence> {
    const { users, tables } = this;
    const staged = new StagedTable(source.name, source.targets);
    const plan = { runId: run.id, job: run.job.name, dataPool: run.job.dataPool, staged, users, tables };
    return this.leases.of(run).use((session) =>
      session.transaction(async (transaction) => {
        await forceHashJoins(transaction);
        return gather(transaction, plan, counts, floors);
      }),
    );
  }
}

async function gather(
  transaction: Statements,
  plan: JudgedPlan,
  counts: RunCounts,
  floors: EvidenceFloors,
): Promise<Evidence> {
  const changed = changesIn(counts) - counts.created;
  const { problems } = counts;
  const ofChanges = () => figures(transaction, changeSources(plan), floors.changed);
  const ofProblems = () => figures(transaction, problemSources(plan), floors.problems);
  return {
    isFirstImport: problems > floors.problems && (await isFirstImport(transaction, plan)),
    lost: await lostPeople(transaction, plan, counts.read, floors.lost),
    emptied: changed > floors.emptied ? await valueFigures(transaction, plan, 'emptied', floors.emptied) : [],
    renamed: changed > floors.renamed ? await valueFigures(transaction, plan, 'renamed', floors.renamed) : [],
    changed: changed > floors.changed ? await ofChanges() : [],
    problems: problems > floors.problems ? await ofProblems() : [],
    causes: problems > floors.causes ? await causes(transaction, plan, counts.read, floors.causes) : [],
  };
}

async function isFirstImport(transaction: Statements, { users }: JudgedPlan): Promise<boolean> {
  const [row] = await transaction.query<{ empty: boolean }>(`select not exists (select from ${users.name}) as empty`);
  return row?.empty === true;
}

async function valueFigures(
  transaction: Statements,
  plan: JudgedPlan,
  change: ValueChange,
  floor: number,
): Promise<readonly FieldFigure[]> {
  const values = judgedValues(plan, change).map((value) => ({ ...value, when: valueChanges(change, value.position) }));
  if (values.length === 0) return [];
  const [row] = await query<{ counts: string }>(
    transaction,
    changedValuesSql(
      plan,
      values.map(({ when }) => when),
    ),
  );
  const counts = JSON.parse(row?.counts ?? '[]') as readonly number[];
  const found: FieldFigure[] = [];
  for (const [index, { field, when, position, current }] of values.entries()) {
    if ((counts[index] ?? 0) <= floor) continue;
    const sources = valueSources(plan, when, position, current);
    found.push(...withField(field, await figures(transaction, sources, floor)));
  }
  return found;
}

function withField(field: MappingTarget, all: readonly Figure[]): readonly FieldFigure[] {
  return all.map((figure) => ({ ...figure, field }));
}

async function causes(
  transaction: Statements,
  plan: JudgedPlan,
  total: number,
  floor: number,
): Promise<readonly CauseFigure[]> {
  const rows = await query<{ code: ProblemCode; people: number; params: string }>(transaction, causesSql(plan, floor));
  return rows.map(({ code, people, params }) => ({
    unit: null,
    people,
    total,
    code,
    params: JSON.parse(params) as MessageParameters,
  }));
}

function figures(transaction: Statements, sources: FigureSources, floor: number): Promise<readonly Figure[]> {
  return query<Figure>(transaction, figuresSql(sources, floor));
}

function query<T extends object>(transaction: Statements, { sql, values }: SqlStatement): Promise<T[]> {
  return transaction.query<T>(sql, values);
}
