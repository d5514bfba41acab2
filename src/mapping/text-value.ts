import { isStorableText } from '../contract/storable-text.js';
import type { EntryProblem } from './mapped.js';

export type TextProblem = Pick<EntryProblem, 'code' | 'params'>;

/** One address, no display name; letters beyond ASCII are fine (RFC 6531). */
const ADDRESS = /^[^\s@,;:<>()[\]"\\]+@[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u;

/** Why a value cannot be stored as text of at most `limit` characters. */
export function refuseText(
  value: string | Uint8Array,
  names: { readonly attribute: string; readonly field: string },
  limit: number,
): TextProblem | undefined {
  // Bytes are what was not UTF-8.
  if (typeof value !== 'string' || !isStorableText(value)) return { code: 'VALUE_UNREADABLE', params: names };
  const length = value.length > limit ? codePoints(value) : 0;
  if (length > limit) return { code: 'VALUE_TOO_LONG', params: { ...names, length, limit } };
  if (names.field === 'email' && !ADDRESS.test(value)) return { code: 'VALUE_INVALID', params: names };
  return undefined;
}

/** PostgreSQL counts characters, JavaScript UTF-16 units. */
function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
