const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const NS_UNIQUE_ID = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;

/** entryUUID (RFC 4530), ipaUniqueID: text, in lower case. */
export function uuidText(value: Buffer): string | undefined {
  return matching(UUID, value);
}

/** nsUniqueId of 389 Directory Server and its kin: four groups of eight digits. */
export function nsUniqueIdText(value: Buffer): string | undefined {
  return matching(NS_UNIQUE_ID, value);
}

/** objectGUID: 16 bytes, of which the first three groups are little-endian (MS-DTYP 2.3.4). */
export function mixedEndianGuid(value: Buffer): string | undefined {
  if (value.length !== 16) return undefined;
  const groups = [
    value.subarray(0, 4).toReversed(),
    value.subarray(4, 6).toReversed(),
    value.subarray(6, 8).toReversed(),
    value.subarray(8, 10),
    value.subarray(10),
  ];
  return groups.map((group) => Buffer.from(group).toString('hex')).join('-');
}

function matching(pattern: RegExp, value: Buffer): string | undefined {
  const text = value.toString('latin1').trim().toLowerCase();
  return pattern.test(text) ? text : undefined;
}
