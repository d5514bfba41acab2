const ESCAPED = /((?:\\[\da-f]{2})+)|\\(.)/giu;

/** `ada` for `uid=ada,ou=people`, and `Lovelace, Ada` for `cn=Lovelace\, Ada+uid=ada,ou=people` (RFC 4514). */
export function firstValueOf(dn: string): string {
  const value = /^[^=]*=((?:[^\\,+]|\\.)*)/u.exec(dn)?.[1];
  return value ? value.replaceAll(ESCAPED, (_, bytes?: string, char?: string) => (bytes ? decoded(bytes) : char!)) : dn;
}

/** Hexadecimal pairs are bytes of UTF-8. */
function decoded(pairs: string): string {
  const bytes = pairs.split('\\').slice(1);
  return new TextDecoder().decode(Uint8Array.from(bytes, (pair) => Number.parseInt(pair, 16)));
}
