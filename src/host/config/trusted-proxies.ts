import { isIP } from 'node:net';

/** Names that Express knows for loopback addresses, link-local ones, and those of private networks. */
const NAMES = new Set(['loopback', 'linklocal', 'uniquelocal']);

/** The entries of a list that is separated by spaces or commas. */
export function proxiesIn(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((entry) => entry !== '');
}

export function areProxies(text: unknown): boolean {
  return typeof text === 'string' && proxiesIn(text).every((entry) => NAMES.has(entry) || isNetwork(entry));
}

/** An address, or a network such as `10.0.0.0/8`. */
function isNetwork(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  return rest.length === 0 && length >= 0 && length <= bits;
}
