/** Writing LDIF (RFC 2849) and DNs (RFC 4514). */

export type LdifValues = Readonly<Record<string, string | Uint8Array | readonly (string | Uint8Array)[] | undefined>>;

export interface LdifEntry {
  readonly dn: string;
  readonly values: LdifValues;
}

/** One entry and the empty line after it. */
export function ldif({ dn, values }: LdifEntry): string {
  const lines = Object.entries(values).flatMap(([name, value]) => listed(value).map((one) => line(name, one)));
  return `${[line('dn', dn), ...lines].join('\n')}\n\n`;
}

function listed(value: LdifValues[string]): readonly (string | Uint8Array)[] {
  if (value === undefined) return [];
  return typeof value === 'string' || value instanceof Uint8Array ? [value] : value;
}

/** What is not plain ASCII text, or would be misread, goes in base64 behind a double colon. */
function line(name: string, value: string | Uint8Array): string {
  const isPlain = typeof value === 'string' && /^[!-9;=-~][ -~]*$/.test(value) && !value.endsWith(' ');
  return isPlain ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}

/** An attribute value as it stands in a DN. */
export function escapeDnValue(value: string): string {
  return value.replace(/[,+"\\<>;=]|^[ #]| $/g, String.raw`\$&`);
}
