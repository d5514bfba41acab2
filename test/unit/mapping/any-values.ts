import * as fc from 'fast-check';

import { CONVERSION_KINDS, type RowConversion, TIME_FORMATS } from '../../../src/mapping/conversions/row-conversion.js';
import { ABSENT_CHOICES, type MappingRule } from '../../../src/mapping/mapping-rule.js';
import { MULTIPLE_CHOICES } from '../../../src/mapping/multiple/multiple-values.js';
import { MISSING_CHOICES, SOURCE_KINDS } from '../../../src/mapping/sources/row-source.js';
import { aRow } from './a-row.js';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const attribute = fc.constantFrom('cn', 'sn', 'mail', 'manager');
const pattern = fc.constantFrom('^SMTP:', '(a+)+$', '[', '(?i)ADA', '.', '');
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('{cn}.{sn}', '{cn', '{{}}', '$1', ''));

const conversion: fc.Arbitrary<RowConversion> = fc.record({
  kind: fc.constantFrom(...CONVERSION_KINDS),
  pattern: maybe(pattern),
  replacement: maybe(fc.constantFrom('', '$1', '$&$&', "$`$'", '$$')),
  separator: maybe(fc.constantFrom('', ';', ' ')),
  part: maybe(fc.integer({ min: -3, max: 3 })),
  length: maybe(fc.integer({ min: 1, max: 5 })),
  from: maybe(fc.constantFrom(...TIME_FORMATS)),
  bit: maybe(fc.integer({ min: 0, max: 63 })),
});

/** Any row, valid or not, for a field that takes any text. */
export const anyRow: fc.Arbitrary<MappingRule> = fc
  .record({
    attribute,
    required: fc.boolean(),
    source: maybe(
      fc.record({
        kind: fc.constantFrom(...SOURCE_KINDS),
        alternatives: maybe(fc.array(attribute, { maxLength: 3 })),
        text: maybe(text),
        rdn: maybe(fc.constantFrom('ou', 'uid', '')),
        position: maybe(fc.integer({ min: -3, max: 3 })),
        whenMissing: maybe(fc.constantFrom(...MISSING_CHOICES)),
      }),
    ),
    conversions: maybe(fc.array(conversion, { maxLength: 4 })),
    multiple: maybe(
      fc.record({ choose: fc.constantFrom(...MULTIPLE_CHOICES), pattern: maybe(pattern), separator: maybe(text) }),
    ),
    whenAbsent: maybe(fc.constantFrom(...ABSENT_CHOICES)),
    defaultValue: maybe(text),
  })
  .map(aRow);

const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.uint8Array(),
  fc.constantFrom('SMTP:ada@x', 'TRUE', '514', '20261129113749Z', 'uid=ada,ou=people,dc=x', ' a;b ', '😀'),
);
/** The values of any entry. */
export const anyValues = fc.dictionary(attribute, fc.array(value, { maxLength: 3 }));
export const anyDn = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('uid=ada,ou=people+l=x,dc=x'));
