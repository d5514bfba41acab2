const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The bytes of an objectGUID, whose first three parts are little-endian (MS-DTYP 2.3.4); undefined if a text is none. */
export function guidBytes(text: string): Buffer | undefined {
  if (!UUID.test(text)) return undefined;
  const bytes = Buffer.from(text.replaceAll('-', ''), 'hex');
  for (const [from, to] of [
    [0, 4],
    [4, 6],
    [6, 8],
  ] as const)
    bytes.subarray(from, to).reverse();
  return bytes;
}
