const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NS_UNIQUE_ID = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;

/** entryUUID (RFC 4530) and ipaUniqueID: text, converted to lower case. */
export function uuidText(value: string | Uint8Array): string | undefined {
  return matching(UUID, value);
}

/** nsUniqueId of 389 Directory Server and its relatives: four groups of eight hexadecimal digits. */
export function nsUniqueIdText(value: string | Uint8Array): string | undefined {
  return matching(NS_UNIQUE_ID, value);
}

/** objectGUID: 16 bytes; the first three groups are little-endian (MS-DTYP 2.3.4). */
export function mixedEndianGuid(value: string | Uint8Array): string | undefined {
  // Bytes that are valid UTF-8 were decoded as text. Encoding the text returns the same bytes.
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  if (bytes.length !== 16) return undefined;
  const groups = [
    bytes.subarray(0, 4).toReversed(),
    bytes.subarray(4, 6).toReversed(),
    bytes.subarray(6, 8).toReversed(),
    bytes.subarray(8, 10),
    bytes.subarray(10),
  ];
  return groups.map((group) => Buffer.from(group).toString('hex')).join('-');
}

function matching(pattern: RegExp, value: string | Uint8Array): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().toLowerCase();
  return pattern.test(text) ? text : undefined;
}
