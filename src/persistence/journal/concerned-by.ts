import type { GuardFinding, GuardName } from '../../contract/guards.js';
import { arrayParameter, join, raw, type Sql, sql } from '../database/sql.js';
import { unitKey } from './organizational-unit.js';
import { type ValueChange, valueChanges } from './value-changes.js';
import { positionOfValue, type ValueOrder } from './value-order.js';

const VALUE_CHANGES: Readonly<Partial<Record<GuardName, ValueChange>>> = {
  vanishingValues: 'emptied',
  names: 'renamed',
};

/** True when the finding of a guard is about the change `c`. Findings about problems and lost people are about no change. */
export function concernedBy(finding: GuardFinding, order: ValueOrder): Sql {
  return concernedByAny([finding], order);
}

/** The parts in which changes are listed: those that findings are about, then the others. */
export function concernedFirst(findings: readonly GuardFinding[], order: ValueOrder): readonly Sql[] {
  if (!findings.some(isAboutChanges)) return [raw('true')];
  const isConcerned = concernedByAny(findings, order);
  return [sql`(${isConcerned}) is true`, sql`(${isConcerned}) is not true`];
}

function isAboutChanges({ guard }: GuardFinding): boolean {
  return guard !== 'oneCause' && guard !== 'problems' && guard !== 'entries';
}

/** One condition for each guard and field, however many units there are: a plan may have hundreds of findings. */
function concernedByAny(findings: readonly GuardFinding[], order: ValueOrder): Sql {
  const groups = Object.values(
    Object.groupBy(findings.filter(isAboutChanges), ({ guard, field }) => JSON.stringify([guard, field])),
  );
  if (groups.length === 0) return raw('false');
  const conditions = groups.map((group = []) => sql`(${concernedByGroup(group, order)})`);
  return sql`c.kind <> 'create' and (${join(conditions, ' or ')})`;
}

/** @param group findings of the same guard and field. */
function concernedByGroup(group: readonly GuardFinding[], order: ValueOrder): Sql {
  const units = group.flatMap(({ unit }) => (unit === null ? [] : [unit]));
  const isWhole = units.length < group.length;
  const [first] = group;
  const conditions = [
    ...(first ? changesValue(first, order) : []),
    ...(isWhole
      ? []
      : [sql`${unitKey(raw('c.dn'))} = any(array(select lower(x) from unnest(${arrayParameter(units)}) x))`]),
  ];
  return conditions.length === 0 ? raw('true') : join(conditions, ' and ');
}

/** Empty if the guard looks at no values. */
function changesValue({ guard, field, defaultValue }: GuardFinding, order: ValueOrder): readonly Sql[] {
  const valueChange = VALUE_CHANGES[guard];
  if (!valueChange) return [];
  const position = field === null ? undefined : positionOfValue(order, field);
  return [position === undefined ? raw('false') : valueChanges(valueChange, position, defaultValue)];
}
