import type { RelativeName } from './distinguished-name.js';

const [SPACE, HASH, COMMA, EQUALS] = [0x20, 0x23, 0x2c, 0x3d];

/** By ASCII character: what begins an attribute type, what goes on with it, and what stands for itself in a value. */
const LETTERS = tableOf(/[A-Za-z]/);
const TYPE = tableOf(/[A-Za-z0-9-]/);
const VALUE = tableOf(/[^"+,;<>\\\0]/);

function tableOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 0x80 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/**
 * The quick way for distinguished names as servers write almost all of them: a descriptor and a value for each RDN, with nothing
 * to unescape and no white space to trim. Undefined for others.
 */
export function parsePlainName(text: string): readonly RelativeName[] | undefined {
  const names: RelativeName[] = [];
  let start = 0;
  while (start <= text.length) {
    const equals = endOfType(text, start);
    const end = equals < 0 ? -1 : endOfValue(text, equals + 1);
    if (end < 0) return undefined;
    names.push([{ type: text.slice(start, equals), value: text.slice(equals + 1, end) }]);
    start = end + 1;
  }
  return names;
}

/** The index of the `=`; -1 if there is something else before it. */
function endOfType(text: string, start: number): number {
  let at = start;
  while (at < text.length && TYPE[text.charCodeAt(at)] === 1) at += 1;
  return LETTERS[text.charCodeAt(start)] === 1 && text.charCodeAt(at) === EQUALS ? at : -1;
}

/** The index of the comma after the value, or the end; -1 if something is to be unescaped or trimmed, or cannot stand there. */
function endOfValue(text: string, start: number): number {
  let at = start;
  while (at < text.length && standsForItself(text.charCodeAt(at))) at += 1;
  if (at < text.length && text.charCodeAt(at) !== COMMA) return -1;
  const first = text.charCodeAt(start);
  return first === SPACE || first === HASH || text.charCodeAt(at - 1) === SPACE ? -1 : at;
}

function standsForItself(unit: number): boolean {
  return unit < 0x80 ? VALUE[unit] === 1 : unit < 0xd800 || unit > 0xdfff;
}
