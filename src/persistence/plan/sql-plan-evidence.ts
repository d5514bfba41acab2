import { changesIn, type RunCounts } from '../../contract/change-kinds.js';
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
import type { DefaultValues } from '../../mapping/default-values.js';
import type { MappingTarget } from '../../mapping/mapping-rule.js';
import type { Statements } from '../database/database.js';
import { forceHashJoins } from '../database/planner-settings.js';
import { sql, type SqlStatement, statement } from '../database/sql.js';
import type { ValueChange } from '../journal/value-changes.js';
import { StagedTable } from '../reads/staged-table.js';
import type { RunLeases } from '../runs/run-leases.js';
import type { OwnTables } from '../tables/own-tables.js';
import type { UserTable } from '../users/user-table.js';
import {
  causesSql,
  changeSources,
  fieldCausesSql,
  isEmptySql,
  type JudgedPlan,
  type JudgedRead,
  newProblemSources,
  valueSources,
} from './evidence-sql.js';
import { figuresSql, type FigureSources } from './figures-sql.js';
import { storeFigures } from './figures-of-read.js';
import { lostPeople, type LostPeople } from './lost-people.js';
import { recordSeenAgain } from './presence.js';
import { type Population, populationOfJob, populationOfRead } from './population.js';
import { targetsOfRun } from './targets-of-run.js';
import { type CountedValue, countValues } from './value-counts.js';

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

  ofRead(
    run: LeasedRun,
    source: ReadSource,
    counts: RunCounts,
    floors: EvidenceFloors,
    defaults?: DefaultValues,
  ): Promise<Evidence> {
    const staged = new StagedTable(source.name, source.targets);
    const plan = { ...this.planOf(run), targets: source.targets, staged, ...(defaults && { defaults }) };
    if (run.only !== null) return this.leases.of(run).use((session) => noteSeenAgain(session, plan));
    return this.inTransaction(run, async (transaction) => {
      const values = await countedValues(transaction, plan, counts);
      const entries = await gatherEntries(transaction, plan, counts, floors);
      const changes = await gatherChanges(transaction, plan, populationOfRead(plan), values, counts, floors);
      const { lost, causes, problems, isFirstImport } = entries;
      const judged = { ...changes, lost: lost.figures, problems, causes };
      const figuresOfRead = { lost: lost.whole, notSeen: lost.notSeen, evidence: judged };
      await storeFigures(transaction, plan, { ...values, ...entries, ...figuresOfRead, counts, floors });
      return { ...judged, isFirstImport, causes: causes.filter(({ people }) => people > floors.causes) };
    });
  }

  ofRevert(run: LeasedRun, counts: RunCounts, floors: EvidenceFloors): Promise<Evidence> {
    return this.inTransaction(run, async (transaction) => {
      const plan = { ...this.planOf(run), targets: await targetsOfRun(transaction, this.tables, run.id) };
      const values = await countedValues(transaction, plan, counts);
      const changes = await gatherChanges(transaction, plan, populationOfJob(plan), values, counts, floors);
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

type CountedValues = Readonly<Record<ValueChange, readonly CountedValue[]>>;

async function countedValues(transaction: Statements, plan: JudgedPlan, counts: RunCounts): Promise<CountedValues> {
  if (changedIn(counts) === 0) return { emptied: [], renamed: [] };
  return {
    emptied: await countValues(transaction, plan, 'emptied'),
    renamed: await countValues(transaction, plan, 'renamed'),
  };
}

async function gatherChanges(
  transaction: Statements,
  plan: JudgedPlan,
  population: Population,
  values: CountedValues,
  counts: RunCounts,
  floors: EvidenceFloors,
): Promise<Pick<Evidence, 'emptied' | 'renamed' | 'changed'>> {
  const ofValues = (change: ValueChange) => valueFigures(transaction, plan, population, values[change], floors[change]);
  const ofChanges = () => figures(transaction, changeSources(plan, population), floors.changed);
  return {
    emptied: await ofValues('emptied'),
    renamed: await ofValues('renamed'),
    changed: changedIn(counts) > floors.changed ? await ofChanges() : [],
  };
}

interface JudgedEntries extends Pick<Evidence, 'isFirstImport' | 'problems'> {
  readonly lost: LostPeople;
  readonly newProblems: number;
  /** Of any size, the most frequent first. */
  readonly causes: readonly CauseFigure[];
}

async function gatherEntries(
  transaction: Statements,
  plan: JudgedRead,
  counts: RunCounts,
  floors: EvidenceFloors,
): Promise<JudgedEntries> {
  const { read, problems, incomplete } = counts;
  const isFirst = await isEmpty(transaction, plan);
  const causes = problems > 0 ? await allCauses(transaction, causesSql(plan), read) : [];
  // In a first import nobody loses anything, so that the problems are not judged.
  const newProblems = problems > 0 && !isFirst ? await countPeople(transaction, newProblemSources(plan)) : 0;
  return {
    isFirstImport: isFirst,
    lost: await lostPeople(transaction, plan, counts, floors.lost),
    newProblems,
    problems: newProblems > floors.problems ? await figures(transaction, newProblemSources(plan), floors.problems) : [],
    causes: isFirst
      ? causes
      : [
          ...causes,
          ...(incomplete > floors.causes ? await allCauses(transaction, fieldCausesSql(plan), read) : []),
          ...(await causesInUnits(transaction, plan, causes, floors.causes)),
        ],
  };
}

async function causesInUnits(
  transaction: Statements,
  plan: JudgedRead,
  causes: readonly CauseFigure[],
  floor: number,
): Promise<readonly CauseFigure[]> {
  const found: CauseFigure[] = [];
  for (const { people, code, params } of causes) {
    if (people <= floor) continue;
    const ofCode = await figures(transaction, newProblemSources(plan, code), floor);
    found.push(
      ...ofCode.filter(({ unit }) => unit !== null).map((figure) => ({ ...figure, code, params, field: null })),
    );
  }
  return found;
}

/** Number of existing users whom the plan changes. */
function changedIn(counts: RunCounts): number {
  return changesIn(counts) - counts.created;
}

async function isEmpty(transaction: Statements, { users }: JudgedPlan): Promise<boolean> {
  const [row] = await query<{ empty: boolean }>(transaction, isEmptySql(users, await users.visible()));
  return row?.empty === true;
}

async function countPeople(transaction: Statements, { people }: FigureSources): Promise<number> {
  const [row] = await query<{ count: number }>(
    transaction,
    statement(sql`select count(*)::int as count from (${people}) p`),
  );
  return row?.count ?? 0;
}

async function valueFigures(
  transaction: Statements,
  plan: JudgedPlan,
  population: Population,
  values: readonly CountedValue[],
  floor: number,
): Promise<readonly FieldFigure[]> {
  const found: FieldFigure[] = [];
  for (const value of values) {
    if (value.people <= floor) continue;
    const sources = valueSources(plan, population, value);
    found.push(...withField(value.field, await figures(transaction, sources, floor)));
  }
  return found;
}

function withField(field: MappingTarget, all: readonly Figure[]): readonly FieldFigure[] {
  return all.map((figure) => ({ ...figure, field }));
}

async function allCauses(
  transaction: Statements,
  causes: SqlStatement,
  total: number,
): Promise<readonly CauseFigure[]> {
  const rows = await query<Pick<CauseFigure, 'code' | 'people' | 'field'> & { params: string }>(transaction, causes);
  return rows.map(({ code, people, params, field }) => ({
    field,
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

function query<T extends object>(transaction: Statements, { sql: text, values }: SqlStatement): Promise<T[]> {
  return transaction.query<T>(text, values);
}
