import type { BodyLimits } from '../../../../src/host/requests/body-limits.decorator.js';
import { shareOf } from '../../../support/share-of.js';
import { hostileSettings } from './hostile-settings.js';

const PARTS = 4;

const repeat = (text: string, length: number) => text.repeat(Math.max(Math.floor(length / text.length), 1));
const manyKeys = (count: number) =>
  `{${Array.from({ length: count }, (_, index) => `"k${index.toString(36)}":0`).join(',')}}`;
const nested = (open: string, close: string, levels: number) => `${open.repeat(levels)}0${close.repeat(levels)}`;

/** JSON values that are expensive to convert or validate. Each has at most `bytes` bytes. */
function hostileValues({ bytes, depth, properties, items, textLength }: BodyLimits): string[] {
  const texts = ['a', '(', '\\', 'é'].map((text) => repeat(text, Math.min(textLength, bytes / 8)));
  return [
    'null',
    '"\\u0000"',
    '"\\ud800"',
    ...texts.map((text) => JSON.stringify(text)),
    JSON.stringify(repeat('a', bytes - 100)),
    manyKeys(properties),
    JSON.stringify({ [repeat('k', bytes - 100)]: 0 }),
    JSON.stringify({ [repeat('k', bytes / 2)]: { a: 0, b: { c: 0 } } }),
    manyKeys(bytes / 16),
    nested('[', ']', depth - 2),
    nested('{"a":', '}', depth - 2),
    nested('[', ']', bytes / 2 - 50),
    nested('{"a":', '}', bytes / 6 - 50),
    `[${repeat('0,', Math.min(items * 2, bytes - 100))}0]`,
    `[${repeat('0,', bytes - 100)}0]`,
    `[${repeat('{},', bytes - 100)}{}]`,
    `[${Array(20)
      .fill(manyKeys(Math.min(properties, bytes / 400)))
      .join(',')}]`,
    '{"__proto__":{"a":1},"constructor":{"prototype":{"a":1}},"toString":1}',
  ];
}

/**
 * Bodies at and within the size limit: hostile ones, and hostile values of each property. Every operation gets a part of
 * them, another one at each turn, for all read a body in the same way.
 */
export function hostileBodies(properties: readonly string[], limits: BodyLimits, turn: number): string[] {
  const values = hostileValues(limits);
  const single = properties.flatMap((name, at) => {
    const own = name === 'settings' ? [...values, ...hostileSettings()] : values;
    return shareOf(own, PARTS, turn + at).map((value) => `{"${name}":${value}}`);
  });
  return [
    ...shareOf(values, PARTS, turn),
    ...single,
    `{${properties.map((name) => `"${name}":${values[4]}`).join(',')}}`,
    '',
    '{',
    '[}',
  ];
}

/** Values of a query parameter, as long as the headers of a request may be. */
export function hostileTexts(): string[] {
  const length = 4_000;
  const cursor = Buffer.from(nested('[', ']', length / 4)).toString('base64url');
  return ['a', '(', '%', '0', '\u0000', '\u{1F600}']
    .map((text) => repeat(text, length / encodeURIComponent(text).length))
    .concat(cursor, 'NaN', repeat('a ', 200), repeat('% ', 200));
}
