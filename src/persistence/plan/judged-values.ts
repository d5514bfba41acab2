import type { UserField } from '../../contract/user-binding.js';
import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import type { Sql } from '../database/sql.js';
import { positionOfValue, valueOrder } from '../journal/value-order.js';
import type { ValueChange } from '../journal/value-changes.js';
import type { JudgedPlan } from './evidence-sql.js';
import { mappedAttributes, mappedFields } from './mapped-columns.js';

/** A mapped value that guards look at. */
export interface JudgedValue {
  readonly field: MappingTarget;
  /** In the values of a change. */
  readonly position: number;
  /** The value of the user `u`. */
  readonly current: Sql;
}

/** By which people and other systems know a user. */
const NAMES: ReadonlySet<string> = new Set<UserField>(['userName', 'principalName', 'email']);

export function judgedValues({ users, staged }: JudgedPlan, change: ValueChange): readonly JudgedValue[] {
  const order = valueOrder(staged.targets);
  const values = [
    ...mappedFields(users, staged),
    ...mappedAttributes(users, staged).map(({ name, ...value }) => ({ name: ATTRIBUTES + name, ...value })),
  ];
  return values.flatMap(({ name, current }) => {
    const position = positionOfValue(order, name);
    const isJudged = name !== 'source' && (change === 'emptied' || NAMES.has(name));
    return isJudged && position ? [{ field: name as MappingTarget, position, current }] : [];
  });
}
