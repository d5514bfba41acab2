import { defectOf, dnOf, hasBadMail, modelEntry, type RawEntry } from './conflict-directory.js';
import { type Decided, decideAll, type ModelUser } from './plan-model.js';

export interface ConflictLink {
  readonly userId: string;
  readonly dn: string;
  readonly isSeen: boolean;
}

/** A change that a plan would make. The user of a new one is known from the plan. */
export interface PlannedRow {
  readonly stableId: string;
  readonly dn: string;
  readonly userId: string;
  readonly isNew: boolean;
  readonly isTakenOver: boolean;
  readonly before: Values;
  readonly after: Values;
}

type Values = Readonly<Record<string, unknown>>;

interface Left {
  readonly stableId: string;
  readonly field: string;
  readonly problem: string;
}

export interface ConflictPlan {
  rows: readonly PlannedRow[];
  readonly decided: readonly Decided[];
  /** The entries that were read, by stable id. */
  readonly read: ReadonlyMap<string, RawEntry>;
  /** The problem of an entry, by stable id. */
  readonly problems: ReadonlyMap<string, string>;
  /** When it was made or, later, approved or resumed, in the order of all that happened. */
  began: number;
  state: 'planned' | 'stopped' | 'broken' | 'ended';
  canResume: boolean;
  readonly applied: Set<string>;
  readonly refused: Set<string>;
}

const WRITTEN = ['userName', 'principalName', 'email', 'title', 'state', 'source'] as const;
const UNIQUE = ['userName', 'email'] as const;
const CHANGES: ReadonlySet<string> = new Set(['create', 'update', 'activate']);

/** Entries, users of other origin and the links between them, with what runs make of them, in plain TypeScript. */
export class ConflictModel {
  readonly directory = new Map<string, RawEntry>();
  /** By id. */
  readonly users = new Map<string, ModelUser>();
  /** By stable id. */
  readonly links = new Map<string, ConflictLink>();
  readonly plans: ConflictPlan[] = [];
  /** The last run that ended well. */
  lastGood: ConflictPlan | undefined;
  private time = 0;

  plan(pool: string): ConflictPlan {
    const read = new Map(this.directory);
    const input = {
      users: [...this.users.values()],
      links: [...this.links].map(([stableId, link]) => ({ pool, stableId, ...link })),
      entries: [...read].map(([stableId, raw]) => modelEntry(stableId, raw)),
    };
    const stableIds = new Map([...read].map(([stableId, { unit }]) => [dnOf(stableId, unit), stableId]));
    const decided = decideAll(input, pool).map((each) => {
      const raw = read.get(stableIds.get(each.dn) ?? '');
      return each.outcome === 'VALUE_MISSING' && raw ? { dn: each.dn, outcome: defectOf(raw) ?? '' } : each;
    });
    const problems = decided.filter(({ outcome }) => !CHANGES.has(outcome) && outcome !== 'unchanged');
    const plan: ConflictPlan = {
      rows: decided
        .filter(({ outcome }) => CHANGES.has(outcome))
        .map((each) => rowOf(each, stableIds.get(each.dn) ?? '')),
      decided,
      read,
      problems: new Map(problems.map(({ dn, outcome }) => [stableIds.get(dn) ?? '', outcome])),
      began: ++this.time,
      state: 'planned',
      canResume: false,
      applied: new Set(),
      refused: new Set(),
    };
    this.plans.push(plan);
    return plan;
  }

  /** Whether another run was applied, or found nothing to do, since the plan was made. */
  isStale(plan: ConflictPlan): boolean {
    return this.plans.some(
      (other) =>
        other.began > plan.began && (other.state === 'ended' || other.applied.size > 0 || other.refused.size > 0),
    );
  }

  /** The plan is approved, or its run resumed. */
  begin(plan: ConflictPlan): void {
    plan.began = ++this.time;
  }

  /** The rest of a plan that can be applied: the users are as planned, and nobody keeps a value that one of them gets. */
  applicable(plan: ConflictPlan): readonly PlannedRow[] {
    let rows = plan.rows.filter(({ stableId }) => !plan.applied.has(stableId) && !plan.refused.has(stableId));
    rows = rows.filter((row) => this.isAsPlanned(row));
    for (;;) {
      const after = new Map(this.users);
      for (const row of rows) after.set(row.userId, writtenBy(row, after.get(row.userId)));
      const others = rows.filter((row) => !this.isInTheWay(row, after));
      if (others.length === rows.length) return rows;
      rows = others;
    }
  }

  isAsPlanned({ userId, isNew, before, after }: PlannedRow): boolean {
    const user = this.users.get(userId);
    if (isNew) return !user;
    return user !== undefined && WRITTEN.every((field) => !(field in after) || user[field] === before[field]);
  }

  write(plan: ConflictPlan, rows: readonly PlannedRow[]): void {
    for (const row of rows) {
      this.users.set(row.userId, writtenBy(row, this.users.get(row.userId)));
      if ('dn' in row.after) {
        const isSeen = this.links.get(row.stableId)?.isSeen ?? true;
        this.links.set(row.stableId, { userId: row.userId, dn: row.dn, isSeen });
      }
      plan.applied.add(row.stableId);
    }
  }

  /** The run has ended: who was not read is no longer seen. */
  end(plan: ConflictPlan): void {
    plan.state = 'ended';
    this.lastGood = plan;
    for (const [stableId, link] of this.links) this.links.set(stableId, { ...link, isSeen: plan.read.has(stableId) });
  }

  /** Whether another user has a value that must be unique. */
  isHeld(id: string, field: string, value: string | null): boolean {
    const isUnique = field === 'userName' || field === 'email';
    return (
      isUnique && value !== null && [...this.users.values()].some((user) => user.id !== id && user[field] === value)
    );
  }

  private isInTheWay({ userId, after }: PlannedRow, users: ReadonlyMap<string, ModelUser>): boolean {
    return UNIQUE.some(
      (field) =>
        field in after &&
        after[field] !== null &&
        [...users.values()].some((other) => other.id !== userId && other[field] === after[field]),
    );
  }
}

function rowOf({ dn, userId, outcome, matchedBy, before = {}, after = {} }: Decided, stableId: string): PlannedRow {
  const isNew = outcome === 'create';
  return { stableId, dn, userId: userId ?? '', isNew, isTakenOver: !isNew && matchedBy !== 'link', before, after };
}

function writtenBy({ userId, after }: PlannedRow, user: ModelUser | undefined): ModelUser {
  const none = {
    userName: '',
    principalName: null,
    email: null,
    title: null,
    badge: null,
    employeeNumber: null,
    source: null,
  };
  const { dn: _, attributes: __, ...values } = after;
  return { ...none, isProtected: false, isHidden: false, state: 'active', ...user, ...values, id: userId };
}

/** The fields without which the plan synchronizes people, with the problems of their values. */
export function leftIn({ read, decided, problems }: ConflictPlan): readonly Left[] {
  return [...read].flatMap(([stableId, raw]) => {
    if (problems.has(stableId)) return [];
    const { left = [] } = decided.find(({ dn }) => dn === dnOf(stableId, raw.unit)) ?? {};
    const notFree = left.map(({ field, outcome }) => ({ stableId, field, problem: outcome }));
    return hasBadMail(raw) ? [...notFree, { stableId, field: 'email', problem: 'VALUE_INVALID' }] : notFree;
  });
}

/** How many people the run synchronized but for a field. */
export function incompleteIn(plan: ConflictPlan): number {
  const left = new Set(leftIn(plan).map(({ stableId }) => stableId));
  return [...left].filter((stableId) => !plan.refused.has(stableId)).length;
}
