import type { Parts } from '../parts.js';

/** How a value can be converted. */
export const CONVERSION_KINDS = [
  'trim',
  'lowerCase',
  'upperCase',
  'titleCase',
  'replace',
  'split',
  'truncate',
  'date',
  'boolean',
  'bit',
  'base64',
  'hex',
  'sid',
] as const;
export type ConversionKind = (typeof CONVERSION_KINDS)[number];

/**
 * How times are written: generalizedTime (RFC 4517 section 3.3.13), FILETIME (intervals of 100 nanoseconds since
 * 1601-01-01), or seconds or milliseconds since 1970-01-01.
 */
export const TIME_FORMATS = ['generalizedTime', 'fileTime', 'epochSeconds', 'epochMilliseconds'] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

export const DATE_FORMATS = ['dateTime', 'date'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** One step in which each value of a row is converted. Each kind has parts of its own: see `CONVERSION_PARTS`. */
export interface RowConversion {
  /**
   * - `trim`: without white space at both ends. Every value gets the form of texts at last, so this is for steps that follow.
   * - `lowerCase`, `upperCase`, `titleCase`: without regard to a language.
   * - `replace`: what the pattern matches, each time, by the replacement; `$1` is the first group, `$&` the whole match.
   * - `split`: into several values at the separator, or the one at `part`: 1 is the first, -1 the last.
   * - `truncate`: to so many characters.
   * - `date`: to ISO 8601 in UTC. The FILETIME values 0 and 9223372036854775807 (never) are no value.
   * - `boolean`: `TRUE` or `1`, and `FALSE` or `0`, in any case, to texts.
   * - `bit`: of a whole number, to `true` or `false`; 0 is the lowest one.
   * - `base64`, `hex`: the bytes of the value.
   * - `sid`: a binary security identifier to its text, such as `S-1-5-21-1-2-3-500` (MS-DTYP 2.4.2).
   */
  readonly kind: ConversionKind;
  /** RE2 syntax. */
  readonly pattern?: string | undefined;
  /** @default '' */
  readonly replacement?: string | undefined;
  readonly separator?: string | undefined;
  readonly part?: number | undefined;
  /** Characters, not UTF-16 units. */
  readonly length?: number | undefined;
  readonly from?: TimeFormat | undefined;
  /** @default 'dateTime' */
  readonly to?: DateFormat | undefined;
  /** @default 'true' */
  readonly trueText?: string | undefined;
  /** @default 'false' */
  readonly falseText?: string | undefined;
  readonly bit?: number | undefined;
}

/** The parts of each kind of conversion. */
export const CONVERSION_PARTS: Parts<ConversionKind, keyof RowConversion> = {
  trim: {},
  lowerCase: {},
  upperCase: {},
  titleCase: {},
  replace: { required: ['pattern'], optional: ['replacement'] },
  split: { required: ['separator'], optional: ['part'] },
  truncate: { required: ['length'] },
  date: { required: ['from'], optional: ['to'] },
  boolean: { optional: ['trueText', 'falseText'] },
  bit: { required: ['bit'] },
  base64: {},
  hex: {},
  sid: {},
};

/** Whether the first of the steps takes the bytes of a value, so that nothing may change them before. */
export function readsBytes([first]: readonly Pick<RowConversion, 'kind'>[]): boolean {
  return first?.kind === 'base64' || first?.kind === 'hex' || first?.kind === 'sid';
}
