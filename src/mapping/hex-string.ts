/** Tags of strings in BER whose bytes are UTF-8, or ASCII as a part of it: octets, UTF8, numeric, printable, IA5, visible. */
const UTF8_STRINGS = new Set([0x04, 0x0c, 0x12, 0x13, 0x16, 0x1a]);
const BMP_STRING = 0x1e;
const HEX_STRING = /^#(?:[0-9a-f]{2})+$/i;

const DECODERS = {
  utf8: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }),
  utf16: new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true }),
};

/** Whether a value of a DN has the form `#` and pairs of hexadecimal digits (RFC 4514 section 2.4). */
export function isHexString(text: string): boolean {
  return HEX_STRING.test(text);
}

/**
 * The text for which such a value stands: `#04024869` is `Hi`. Undefined if its bytes are not the BER encoding of a string
 * (X.690), which some attributes have: these values stay as they are.
 */
export function textOfHexString(text: string): string | undefined {
  return isHexString(text) ? textInBer(Buffer.from(text.slice(1), 'hex')) : undefined;
}

function textInBer(bytes: Buffer): string | undefined {
  const [tag = 0, first = 0] = bytes;
  // A long form says in how many bytes the length follows.
  const start = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const isDefinite = first !== 0x80 && start <= Math.min(bytes.length, 6);
  const length = isDefinite && start > 2 ? bytes.readUIntBE(2, start - 2) : first;
  if (!isDefinite || bytes.length !== start + length) return undefined;
  if (tag === BMP_STRING) return decode(bytes.subarray(start), 'utf16');
  return UTF8_STRINGS.has(tag) ? decode(bytes.subarray(start), 'utf8') : undefined;
}

function decode(bytes: Buffer, encoding: keyof typeof DECODERS): string | undefined {
  try {
    return DECODERS[encoding].decode(bytes);
  } catch {
    return undefined;
  }
}
