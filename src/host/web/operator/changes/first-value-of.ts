/** `ada` for `uid=ada,ou=people`. */
export function firstValueOf(dn: string): string {
  return (
    dn
      .split(/(?<!\\),/)[0]
      ?.split('=')
      .slice(1)
      .join('=') || dn
  );
}
