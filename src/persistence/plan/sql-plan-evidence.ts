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
  type JudgedRead,
  problemSources,
  valueSources,
} from './evidence-sql.js';
import { figuresSql, type FigureSources } from './figures-sql.js';
import { lostPeople } from './lost-people.js';
import { judgedValues } from './judged-values.js';
import { recordSeenAgain } from './presence.js';
import { type Population, populationOfJob, populationOfRead } from './population.js';
import { targetsOfRun } from './targets-of-run.js';

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

  ofRead(run: LeasedRun, source: ReadSource, counts: RunCounts, floors: EvidenceFloors): Promise<Evidence> {
    const staged = new StagedTable(source.name, source.targets);
    const plan = { ...this.planOf(run), targets: source.targets, staged };
    if (run.only !== null) return this.leases.of(run).use((session) => noteSeenAgain(session, plan));
    return this.inTransaction(run, async (transaction) => ({
      ...(await gatherChanges(transaction, plan, populationOfRead(plan), counts, floors)),
      ...(await gatherEntries(transaction, plan, counts, floors)),
    }));
  }

  ofRevert(run: LeasedRun, counts: RunCounts, floors: EvidenceFloors): Promise<Evidence> {
    return this.inTransaction(run, async (transaction) => {
      const plan = { ...this.planOf(run), targets: await targetsOfRun(transaction, this.tables, run.id) };
      const changes = await gatherChanges(transaction, plan, populationOfJob(plan), counts, floors);
      return { ...changes, isFirstImport: false, lost: [], problems: [], causes: [] };
    });
  }

  private planOf({ id, job }: LeasedRun): Omit<JudgedPlan, 'targets'> {
    return { runId: id, job: job.name, dataPool: job.dataPool, users: this.users, tables: this.tables };
  }

  private inTransaction(run: LeasedRun, gather: (transaction: Statements) => Promise<Evidence>): Promise<Evidence> {
    return this.leases.of(run).use((session) =>
      session.transaction(async (transaction) => {
        await forceHashJoins(transaction);
        return gather(transaction);
      }),
    );
  }
}

async function noteSeenAgain(statements: Statements, plan: JudgedRead): Promise<Evidence> {
  await recordSeenAgain(statements, plan);
  return { isFirstImport: false, lost: [], emptied: [], renamed: [], changed: [], problems: [], causes: [] };
}

async function gatherChanges(
  transaction: Statements,
  plan: JudgedPlan,
  population: Population,
  counts: RunCounts,
  floors: EvidenceFloors,
): Promise<Pick<Evidence, 'emptied' | 'renamed' | 'changed'>> {
  const changed = changesIn(counts) - counts.created;
  const ofValues = (change: ValueChange) => valueFigures(transaction, plan, population, change, floors[change]);
  const ofChanges = () => figures(transaction, changeSources(plan, population), floors.changed);
  return {
    emptied: changed > floors.emptied ? await ofValues('emptied') : [],
    renamed: changed > floors.renamed ? await ofValues('renamed') : [],
    changed: changed > floors.changed ? await ofChanges() : [],
  };
}

async function gatherEntries(
  transaction: Statements,
  plan: JudgedRead,
  { read, problems }: RunCounts,
  floors: EvidenceFloors,
): Promise<Pick<Evidence, 'isFirstImport' | 'lost' | 'problems' | 'causes'>> {
  const ofProblems = () => figures(transaction, problemSources(plan), floors.problems);
  return {
    isFirstImport: problems > floors.problems && (await isFirstImport(transaction, plan)),
    lost: await lostPeople(transaction, plan, read, floors.lost),
    problems: problems > floors.problems ? await ofProblems() : [],
    causes: problems > floors.causes ? await causes(transaction, plan, read, floors.causes) : [],
  };
}

async function isFirstImport(transaction: Statements, { users }: JudgedPlan): Promise<boolean> {
  const [row] = await transaction.query<{ empty: boolean }>(`select not exists (select from ${users.name}) as empty`);
  return row?.empty === true;
}

async function valueFigures(
  transaction: Statements,
  plan: JudgedPlan,
  population: Population,
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
  for (const [index, { field, when, ...value }] of values.entries()) {
    if ((counts[index] ?? 0) <= floor) continue;
    const sources = valueSources(plan, population, when, value);
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
