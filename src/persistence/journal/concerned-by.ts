import type { GuardFinding, GuardName } from '../../contract/guards.js';
import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import { unitKey } from './organizational-unit.js';
import { type ValueChange, valueChanges } from './value-changes.js';
import { positionOfValue, type ValueOrder } from './value-order.js';

const VALUE_CHANGES: Readonly<Partial<Record<GuardName, ValueChange>>> = {
  vanishingValues: 'emptied',
  names: 'renamed',
};

/** True when the finding of a guard is about the change `c`. Findings about problems and lost people are about no change. */
export function concernedBy({ guard, field, unit }: GuardFinding, order: ValueOrder): Sql {
  if (guard === 'oneCause' || guard === 'problems' || guard === 'entries') return raw('false');
  const valueChange = VALUE_CHANGES[guard];
  const position = field === null ? undefined : positionOfValue(order, field);
  const conditions = [
    sql`c.kind <> 'create'`,
    ...(valueChange ? [position === undefined ? raw('false') : valueChanges(valueChange, position)] : []),
    ...(unit === null ? [] : [sql`${unitKey(raw('c.dn'))} = lower(${parameter(unit)})`]),
  ];
  return join(conditions, ' and ');
}

/** The parts in which changes are listed: those that findings are about, then the others. */
export function concernedFirst(findings: readonly GuardFinding[], order: ValueOrder): readonly Sql[] {
  if (findings.length === 0) return [raw('true')];
  const isConcerned = join(
    findings.map((finding) => sql`(${concernedBy(finding, order)})`),
    ' or ',
  );
  return [sql`(${isConcerned}) is true`, sql`(${isConcerned}) is not true`];
}
