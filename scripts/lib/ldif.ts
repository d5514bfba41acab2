/** Writes LDIF (RFC 2849) and DNs (RFC 4514). */

export type LdifValues = Readonly<Record<string, string | Uint8Array | readonly (string | Uint8Array)[] | undefined>>;

export interface LdifEntry {
  readonly dn: string;
  readonly values: LdifValues;
}

/** An entry, followed by an empty line. */
export function ldif({ dn, values }: LdifEntry): string {
  const lines = Object.entries(values).flatMap(([name, value]) => toList(value).map((one) => line(name, one)));
  return `${[line('dn', dn), ...lines].join('\n')}\n\n`;
}

function toList(value: LdifValues[string]): readonly (string | Uint8Array)[] {
  if (value === undefined) return [];
  return typeof value === 'string' || value instanceof Uint8Array ? [value] : value;
}

/** Values that are not plain ASCII or would be misread are encoded as base64. */
function line(name: string, value: string | Uint8Array): string {
  const isPlain = typeof value === 'string' && /^[!-9;=-~][ -~]*$/.test(value) && !value.endsWith(' ');
  return isPlain ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}

/** Escapes an attribute value for a DN. */
export function escapeDnValue(value: string): string {
  return value.replace(/[,+"\\<>;=]|^[ #]| $/g, String.raw`\$&`);
}
