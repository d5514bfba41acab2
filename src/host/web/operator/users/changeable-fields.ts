import type { UserChangeValues, UserDetails } from '../../shared/api/users.js';
import { USER_FIELDS_IN_ORDER } from '../../shared/components/field-order.js';

type Values = Readonly<Record<string, string>>;

const ATTRIBUTES = 'attributes.';

/** All fields but the source, which says where a user comes from, and the additional attributes that the user has. */
export function changeableFields({ attributes }: Pick<UserDetails, 'attributes'>): readonly string[] {
  return [
    ...USER_FIELDS_IN_ORDER.filter((field) => field !== 'source'),
    ...Object.keys(attributes ?? {}).map((name) => ATTRIBUTES + name),
  ];
}

/** The values as the form shows them: no value is an empty text. */
export function valuesOf(user: UserDetails): Values {
  const valueOf = (name: string): unknown =>
    name.startsWith(ATTRIBUTES) ? user.attributes?.[name.slice(ATTRIBUTES.length)] : user[name];
  return Object.fromEntries([...changeableFields(user), 'state'].map((name) => [name, textOf(valueOf(name))]));
}

/** The values that differ from those shown, and those shown. */
export function changedValues(shown: Values, values: Values): UserChangeValues {
  const changed = Object.keys(values).filter((name) => values[name] !== shown[name]);
  const fields = changed.filter((name) => name !== 'state');
  const of = (names: readonly string[], from: Values) =>
    Object.fromEntries(names.map((name) => [name, from[name] || null]));
  return {
    fields: of(fields, values),
    ...(changed.includes('state') && values['state'] && { state: values['state'] }),
    expected: of(changed, shown),
  };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
