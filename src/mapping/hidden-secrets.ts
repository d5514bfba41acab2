import { ATTRIBUTES, type MappingRule } from './mapping-rule.js';
import { isSecretRow } from './offending-value.js';
import { namesOf } from './sources/source.js';

/** Stands in place of the value of a secret, so that one sees that there is one. */
const HIDDEN_VALUE = '•••';

/** The fields that rows fill with what may be secrets, such as `title` or `attributes.pin`. */
export function secretFieldsOf(rules: readonly MappingRule[]): ReadonlySet<string> {
  return new Set(rules.filter((rule) => isSecretRow(namesOf(rule))).map(({ field }) => field));
}

/**
 * The values by field; those of secrets are hidden. A value may be null: there is none. Values in the JSON attributes have fields such as
 * `attributes.pin`, or are together in `attributes`, as in a change.
 */
export function withoutSecrets(
  values: Readonly<Record<string, unknown>>,
  secretFields: ReadonlySet<string>,
  prefix = '',
): Readonly<Record<string, unknown>> {
  const shown = Object.entries(values).map(([name, value]) => {
    if (secretFields.has(prefix + name)) return [name, hidden(value)];
    const isGroup = name === 'attributes' && typeof value === 'object' && value !== null;
    return [
      name,
      isGroup ? withoutSecrets(value as Readonly<Record<string, unknown>>, secretFields, ATTRIBUTES) : value,
    ];
  });
  return Object.fromEntries(shown) as Record<string, unknown>;
}

/** @param value null: there is none. */
export function hidden<Value>(value: Value): Value | typeof HIDDEN_VALUE {
  return value === null ? value : HIDDEN_VALUE;
}
