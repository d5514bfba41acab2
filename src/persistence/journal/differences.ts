import { inFieldOrder } from '../../contract/field-order.js';
import { ATTRIBUTES } from '../../mapping/mapping-rule.js';
import type { StateColumn } from '../users/user-table.js';
import type { ValueOrder } from './value-order.js';

/** The values of a change as texts, in the order of the journal. */
export type JournalValues = readonly (string | null)[];

/** A boolean or a number. The state of an older change may be neither, when the host has changed its column since. */
const JSON_SCALAR = /^(true|false|-?\d+(\.\d+)?)$/;

type Differences = Readonly<Record<string, unknown>>;

export function valuesOf(json: string): JournalValues {
  return JSON.parse(json) as JournalValues;
}

/** The values that a change replaces, and their replacements, by name. The values of a new user replace none. */
export function differences(
  order: Pick<ValueOrder, 'names'>,
  before: JournalValues,
  after: JournalValues,
  state: Pick<StateColumn, 'isText'>,
): readonly [before: Differences, after: Differences] {
  const changed = order.names.flatMap((name, index) => {
    const [old, next] = [before[index] ?? null, after[index] ?? null];
    return old === next ? [] : [{ name, before: typedValue(name, old, state), after: typedValue(name, next, state) }];
  });
  const isNew = before.length === 0;
  return [
    isNew ? {} : byName(changed.map((each) => [each.name, each.before])),
    byName(changed.map((each) => [each.name, each.after])),
  ];
}

/** The state in the type of the host's column; everything else is text. */
export function typedValue(name: string, value: string | null, { isText }: Pick<StateColumn, 'isText'>): unknown {
  return name === 'state' && !isText && value !== null && JSON_SCALAR.test(value) ? JSON.parse(value) : value;
}

function byName(values: readonly (readonly [name: string, value: unknown])[]): Differences {
  const isAttribute = ([name]: readonly [string, unknown]) => name.startsWith(ATTRIBUTES);
  const attributes = values.filter(isAttribute).map(([name, value]) => [name.slice(ATTRIBUTES.length), value]);
  return inFieldOrder({
    ...Object.fromEntries(values.filter((value) => !isAttribute(value))),
    ...(attributes.length > 0 ? { attributes: Object.fromEntries(attributes) as Differences } : {}),
  });
}
