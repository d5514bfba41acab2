import type { AttributeValue } from '../directory-user.js';

const SID_TEXT = /^S-1-(?:\d+|0x[0-9a-f]+)(?:-\d+)*$/i;
const SID_HEADER = 8;
/** Identifier authorities from here on are written in hexadecimal digits. */
const HEXADECIMAL_FROM = 2 ** 32;

export function base64(value: AttributeValue): string {
  return bytesOf(value).toString('base64');
}

export function hex(value: AttributeValue): string {
  return bytesOf(value).toString('hex');
}

/** The text of a binary security identifier (MS-DTYP 2.4.2.2). A text remains; undefined for other values. */
export function sid(value: AttributeValue): string | undefined {
  if (typeof value === 'string' && SID_TEXT.test(value)) return value;
  const bytes = bytesOf(value);
  const count = bytes[1] ?? 0;
  if (bytes[0] !== 1 || count > 15 || bytes.length !== SID_HEADER + 4 * count) return undefined;
  const authority = bytes.readUIntBE(2, 6);
  const shown = authority < HEXADECIMAL_FROM ? authority : `0x${authority.toString(16).padStart(12, '0')}`;
  let text = `S-1-${shown}`;
  for (let at = SID_HEADER; at < bytes.length; at += 4) text += `-${bytes.readUInt32LE(at)}`;
  return text;
}

/** Binary values that happen to be valid UTF-8 were decoded as text. */
function bytesOf(value: AttributeValue): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
