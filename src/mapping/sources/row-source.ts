import type { Parts } from '../parts.js';

/** Where the values of a row come from. */
export const SOURCE_KINDS = ['attribute', 'constant', 'template', 'entryDn', 'dnValue', 'expression'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** What a template or an expression does if one of its attributes has no value. */
export const MISSING_CHOICES = ['noValue', 'problem'] as const;
export type MissingChoice = (typeof MISSING_CHOICES)[number];

/** Where the values of a row come from. Each kind has parts of its own: see `SOURCE_PARTS`. */
export interface RowSource {
  /**
   * - `attribute`: the values of the attribute of the row or, if it has none, of the first alternative that has some.
   * - `constant`: the text.
   * - `template`: the text, with the first value of each attribute that it names in braces: `{givenName}.{sn}`. `{{` and
   *   `}}` are braces.
   * - `entryDn`: the values of an attribute type in the DN of the entry, such as `ou`, beginning at the entry.
   * - `dnValue`: of each DN that the attribute of the row holds, such as `manager`, the value of its first RDN. The entry
   *   with that DN is not read.
   * - `expression`: the text, in the Common Expression Language, of which only `entry` and `dn` are in scope.
   */
  readonly kind: SourceKind;
  /** LDAP attribute descriptions. */
  readonly alternatives?: readonly string[] | undefined;
  readonly text?: string | undefined;
  /** Attribute type. Of `dnValue`, if given, the value of the first RDN of that type. */
  readonly rdn?: string | undefined;
  /** One of the values: 1 is the one nearest to the entry, -1 the one nearest to the root. Absent: all of them. */
  readonly position?: number | undefined;
  /** @default 'noValue' */
  readonly whenMissing?: MissingChoice | undefined;
}

/** The parts of each kind of source. */
export const SOURCE_PARTS: Parts<SourceKind, keyof RowSource> = {
  attribute: { optional: ['alternatives'] },
  constant: { required: ['text'] },
  template: { required: ['text'], optional: ['whenMissing'] },
  entryDn: { required: ['rdn'], optional: ['position'] },
  dnValue: { optional: ['rdn'] },
  expression: { required: ['text'], optional: ['whenMissing'] },
};

/** Whether sources of the kind read the attribute of the row. */
export function readsAttribute(kind: SourceKind): boolean {
  return kind === 'attribute' || kind === 'dnValue';
}
