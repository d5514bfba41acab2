import type { GuardFinding, GuardName } from '../../../../src/contract/guards.js';
import { floorsOf, guardPlan } from '../../../../src/engine/guards/guards.js';
import type { Evidence } from '../../../../src/engine/ports/plan-evidence.js';
import { LimitsSettings } from '../../../../src/settings/schema/limits-settings.js';
import { defectOf, dnOf, unitOf } from './conflict-directory.js';
import { type ConflictModel, type ConflictPlan, leftIn } from './conflict-model.js';

/** Limits that a handful of people can exceed. */
const LIMITS: LimitsSettings = Object.assign(new LimitsSettings(), {
  entries: { enabled: true, percent: 30, people: 1 },
  vanishingValues: { enabled: true, percent: 20, people: 1 },
  names: { enabled: true, percent: 30, people: 1 },
  changes: { enabled: true, percent: 60, people: 3 },
  oneCause: { enabled: true, percent: 50, people: 2 },
  problems: { enabled: true, percent: 40, people: 1 },
} satisfies Record<GuardName, object>);

export const FLOORS = floorsOf(LIMITS);
export const findingsOf = (evidence: Evidence) => guardPlan(evidence, LIMITS);

export interface Found {
  readonly guard: GuardName;
  readonly unit: string | null;
  readonly people: number;
  readonly total: number;
  readonly field: string | null;
  readonly problem: string | null;
}

const VALUES = ['userName', 'principalName', 'email', 'title'] as const;
type ValueName = (typeof VALUES)[number];
type About = Partial<Pick<Found, 'field' | 'problem'>>;

export function foundBy({ guard, unit, people, total, field, problem }: GuardFinding): Found {
  return { guard, unit, people, total, field, problem: problem?.code ?? null };
}

/** What stops the plan, by the definition of each guard. `known`: the model before the plan is applied. */
export function expectedFindings(known: ConflictModel, plan: ConflictPlan): readonly Found[] {
  const read = [...plan.read].map(([stableId, { unit }]) => ({ stableId, dn: dnOf(stableId, unit) }));
  const dns = read.map(({ dn }) => dn);
  const changed = plan.rows.filter(({ isNew }) => !isNew);
  const isEmpty = ![...known.users.values()].some(({ isProtected }) => !isProtected);

  const seen = [...known.links].filter(([, { isSeen }]) => isSeen);
  const lost = seen.filter(([stableId]) => !plan.read.has(stableId));
  const entries = known.lastGood ? judge('entries', dnsOf(lost), dnsOf(seen)) : [];

  const values = VALUES.flatMap((field) => {
    const having = withValue(known, plan, field);
    const dnsWhere = (isMeant: (before: unknown, after: unknown) => boolean) =>
      changed
        .filter(({ before, after }) => field in after && before[field] !== null && isMeant(before[field], after[field]))
        .map(({ dn }) => dn);
    const emptied = dnsWhere((_, after) => after === null);
    const renamed = field === 'title' ? [] : dnsWhere((before, after) => after !== null && before !== after);
    return [...judge('vanishingValues', emptied, having, { field }), ...judge('names', renamed, having, { field })];
  });

  const created = new Set(plan.rows.filter(({ isNew }) => isNew).map(({ stableId }) => stableId));
  const existing = read.filter(({ stableId }) => !created.has(stableId) && !plan.problems.has(stableId));
  const changedDns = changed.map(({ dn }) => dn);
  const changes = judge(
    'changes',
    changedDns,
    existing.map(({ dn }) => dn),
  );

  const withProblem = (isMeant: (stableId: string, code: string) => boolean) =>
    read.filter(({ stableId }) => isMeant(stableId, plan.problems.get(stableId) ?? '')).map(({ dn }) => dn);
  const isNew = (stableId: string, code: string) =>
    plan.problems.has(stableId) && known.lastGood?.problems.get(stableId) !== code;
  const causes = [...new Set(plan.problems.values())].flatMap((problem) => {
    const all = withProblem((_, code) => code === problem);
    const whole = judge('oneCause', all, dns, { problem }).filter(({ unit }) => unit === null);
    if (whole.length > 0 || isEmpty) return whole;
    const fresh = withProblem((stableId, code) => code === problem && isNew(stableId, code));
    return judge('oneCause', fresh, dns, { problem }).filter(({ unit }) => unit !== null);
  });
  const problems = isEmpty ? [] : judge('problems', withProblem(isNew), dns);
  const fields = isEmpty ? [] : fieldCauses(known, plan, dns);
  const isExplained = (unit: string | null) => causes.some((cause) => cause.unit === null || cause.unit === unit);
  return [
    ...causes,
    ...fields,
    ...entries,
    ...values,
    ...changes,
    ...problems.filter(({ unit }) => !isExplained(unit)),
  ];
}

/** The fields that most people would be synchronized without, unless they were not complete in the last good run. */
function fieldCauses({ lastGood }: ConflictModel, plan: ConflictPlan, among: readonly string[]): readonly Found[] {
  const before = lastGood ? leftIn(lastGood) : [];
  const isNew = ({ stableId, field }: (typeof before)[number]) =>
    !(lastGood?.problems.has(stableId) || lastGood?.refused.has(stableId)) &&
    !before.some((known) => known.stableId === stableId && known.field === field);
  const groups = Object.values(
    Object.groupBy(leftIn(plan).filter(isNew), ({ field, problem }) => `${field} ${problem}`),
  );
  return groups.flatMap((group = []) => {
    const dns = group.map(({ stableId }) => dnOf(stableId, plan.read.get(stableId)?.unit ?? ''));
    const { field = null, problem = null } = group[0] ?? {};
    return judge('oneCause', dns, among, { field, problem }).filter(({ unit }) => unit === null);
  });
}

/** The whole if it is beyond the limit of the guard, otherwise the units that are. */
function judge(
  guard: GuardName,
  people: readonly string[],
  among: readonly string[],
  about: About = {},
): readonly Found[] {
  const { percent, people: most } = LIMITS[guard];
  const figure = (unit: string | null) => {
    const within = (dn: string) => unit === null || unitOf(dn) === unit;
    const counts = { people: people.filter(within).length, total: among.filter(within).length };
    return { guard, unit, ...counts, field: null, problem: null, ...about };
  };
  const isBeyond = (found: Found) => found.people > most && found.people * 100 > percent * found.total;
  const whole = figure(null);
  return isBeyond(whole) ? [whole] : [...new Set(people.map(unitOf))].map(figure).filter(isBeyond);
}

/** The entries whose user has a value: of the linked ones, and of those that are taken over. */
function withValue({ users, links }: ConflictModel, { read, rows }: ConflictPlan, field: ValueName): readonly string[] {
  const linked = [...read].flatMap(([stableId, raw]) => {
    const user = users.get(links.get(stableId)?.userId ?? '');
    return defectOf(raw) === undefined && user && user[field] !== null ? [dnOf(stableId, raw.unit)] : [];
  });
  const takenOver = rows.filter((row) => row.isTakenOver && (users.get(row.userId)?.[field] ?? null) !== null);
  return [...linked, ...takenOver.map(({ dn }) => dn)];
}

const dnsOf = (links: readonly (readonly [string, { readonly dn: string }])[]) => links.map(([, { dn }]) => dn);
