type Values = Readonly<Record<string, unknown>>;

/** The values of a change, or of a user, each by its name: `attributes.badge` instead of an object of attributes. */
export function valuesByName({ attributes, ...values }: Values): Values {
  const named = Object.entries((attributes ?? {}) as Values);
  return { ...values, ...Object.fromEntries(named.map(([name, value]) => [`attributes.${name}`, value])) };
}
