import type { UserField } from '../../contract/user-binding.js';
import { ATTRIBUTES, type MappingTarget } from '../../mapping/mapping-rule.js';
import { parameter, type Sql, sql } from '../database/sql.js';
import { positionOfValue, valueOrder } from '../journal/value-order.js';
import type { ValueChange } from '../journal/value-changes.js';
import type { UserTable } from '../users/user-table.js';
import type { JudgedPlan } from './evidence-sql.js';

/** A mapped value that guards look at. */
export interface JudgedValue {
  readonly field: MappingTarget;
  /** In the values of a change. */
  readonly position: number;
  /** The value of the user `u`; null or empty if that is the default value. */
  readonly current: Sql;
  readonly defaultValue: string | undefined;
}

/** By which people and other systems know a user. */
const NAMES: ReadonlySet<string> = new Set<UserField>(['userName', 'principalName', 'email']);

export function judgedValues({ users, targets, defaults }: JudgedPlan, change: ValueChange): readonly JudgedValue[] {
  const order = valueOrder(targets);
  return [...boundFields(users), ...targets.flatMap((target) => boundAttribute(users, target))].flatMap(
    ({ field, current }) => {
      const position = positionOfValue(order, field);
      const isJudged = change === 'emptied' || NAMES.has(field);
      const defaultValue = change === 'emptied' ? defaults?.get(field) : undefined;
      const own = defaultValue === undefined ? current : sql`nullif(${current}, ${parameter(defaultValue)})`;
      return isJudged && position ? [{ field, position, current: own, defaultValue }] : [];
    },
  );
}

type BoundValue = Omit<JudgedValue, 'position' | 'defaultValue'>;

function boundFields({ fields }: UserTable): readonly BoundValue[] {
  return [...fields].map(([field, column]) => ({ field, current: column.asText('u') }));
}

function boundAttribute({ attributes }: UserTable, target: MappingTarget): readonly BoundValue[] {
  if (!attributes || !target.startsWith(ATTRIBUTES)) return [];
  const current = sql`${attributes.asText('u')} ->> ${parameter(target.slice(ATTRIBUTES.length))}`;
  return [{ field: target, current }];
}
