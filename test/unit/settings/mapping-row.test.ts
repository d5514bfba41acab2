import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import { settingsJsonSchema } from '../../../src/settings/schema/settings-json-schema.js';
import { sectionHashes } from '../../../src/settings/section-hashes.js';
import { settingsHash } from '../../../src/settings/settings-hash.js';
import { parseSettings, validateSettings } from '../../../src/settings/validate-settings.js';

const NAME = { attribute: 'uid', field: 'userName', required: true };
const settingsWith = (row: object) => ({ mapping: [NAME, { field: 'comment', ...row }] });
const refused = (row: object) =>
  validateSettings(settingsWith(row)).map(({ field, code }) => `${field.replace('mapping.1', '').slice(1)} ${code}`);

const ROWS = [
  { attribute: 'mail', source: { kind: 'attribute', alternatives: ['userPrincipalName', '1.2.840;x'] } },
  { source: { kind: 'constant', text: 'Corp' } },
  { attribute: '', source: { kind: 'template', text: '{givenName}.{sn}', whenMissing: 'problem' } },
  { source: { kind: 'entryDn', rdn: 'ou', position: -1 } },
  { attribute: 'manager', source: { kind: 'dnValue' } },
  { source: { kind: 'expression', text: 'entry.mail[0]', whenMissing: 'problem' } },
  { attribute: 'l', whenAbsent: 'keep' },
  { attribute: 'proxyAddresses', multiple: { choose: 'preferred', pattern: '^SMTP:' } },
  { attribute: 'ou', multiple: { choose: 'joined', separator: ' / ' } },
  { attribute: 'l', whenAbsent: 'default', defaultValue: 'London' },
  { attribute: 'cn', conversions: [] },
  {
    attribute: 'cn',
    conversions: ['trim', 'lowerCase', 'upperCase', 'titleCase', 'base64', 'hex', 'sid'].map((kind) => ({ kind })),
  },
  {
    attribute: 'cn',
    conversions: [
      { kind: 'replace', pattern: '(?i)^smtp:' },
      { kind: 'replace', pattern: 'a', replacement: '' },
    ],
  },
  {
    attribute: 'cn',
    conversions: [
      { kind: 'split', separator: ';', part: -1 },
      { kind: 'split', separator: ' ' },
    ],
  },
  {
    attribute: 'cn',
    conversions: [
      { kind: 'date', from: 'fileTime', to: 'date' },
      { kind: 'boolean', trueText: 'yes', falseText: '' },
    ],
  },
  {
    attribute: 'cn',
    conversions: [
      { kind: 'bit', bit: 0 },
      { kind: 'truncate', length: 1 },
    ],
  },
  { attribute: 'l', whenAbsent: 'clear' },
];

describe('a row of the mapping', () => {
  it.each(ROWS)('may be %j', (row) => {
    expect(validateSettings(settingsWith(row))).toEqual([]);
    const isValid = new Ajv({ strict: false, logger: false }).compile(settingsJsonSchema());
    expect(isValid(settingsWith({ attribute: '', ...row }))).toBe(true);
  });

  it.each([
    [{ attribute: 'mail', source: 'mail' }, ['source notObject']],
    [{ attribute: 'mail', source: null }, ['source notObject']],
    [{ attribute: 'mail', source: {} }, []],
    [{ attribute: 'mail', source: { kind: 'search' } }, ['source.kind notOneOf']],
    [{ attribute: '', source: { kind: 'attribute' } }, ['attribute required']],
    [{ attribute: 'mail', source: { kind: 'constant', text: 'x' } }, ['attribute partNotUsed']],
    [{ source: { kind: 'constant' } }, ['source.text required']],
    [{ source: { kind: 'constant', text: '' } }, ['source.text required']],
    [{ source: { kind: 'constant', text: 7 } }, ['source.text notText']],
    [{ source: { kind: 'constant', text: 'a\nb' } }, ['source.text controlCharacter']],
    [{ source: { kind: 'constant', text: 'x', rdn: 'ou' } }, ['source.rdn partNotUsed']],
    [{ source: { kind: 'template', text: '{given name}' } }, ['source.text templateSyntax']],
    [{ source: { kind: 'template', text: '{cn' } }, ['source.text templateSyntax']],
    [{ source: { kind: 'template', text: 'x', whenMissing: 'guess' } }, ['source.whenMissing notOneOf']],
    [{ source: { kind: 'expression', text: 'entry.mail[' } }, ['source.text expressionSyntax']],
    [{ source: { kind: 'expression', text: 'settings' } }, ['source.text expressionSyntax']],
    [{ source: { kind: 'entryDn' } }, ['source.rdn required']],
    [{ source: { kind: 'entryDn', rdn: 'o u' } }, ['source.rdn attributeSyntax']],
    [{ source: { kind: 'entryDn', rdn: 'ou', position: 0 } }, ['source.position positionZero']],
    [{ source: { kind: 'entryDn', rdn: 'ou', position: 51 } }, ['source.position tooLarge']],
    [{ source: { kind: 'entryDn', rdn: 'ou', position: 1.5 } }, ['source.position notWholeNumber']],
    [
      { attribute: 'mail', source: { kind: 'attribute', alternatives: ['cn', 'c n', 7] } },
      ['source.alternatives.1 attributeSyntax', 'source.alternatives.2 notText'],
    ],
    [
      { attribute: 'mail', source: { kind: 'attribute', alternatives: Array(11).fill('cn') } },
      ['source.alternatives listTooLong'],
    ],
    [{ attribute: 'mail', source: { kind: 'attribute', alternatives: 'cn' } }, ['source.alternatives notList']],
    [{ attribute: 'cn', conversions: {} }, ['conversions notList']],
    [{ attribute: 'cn', conversions: ['trim'] }, ['conversions.0 notObject']],
    [
      { attribute: 'cn', conversions: Array.from({ length: 11 }, () => ({ kind: 'trim' })) },
      ['conversions listTooLong'],
    ],
    [{ attribute: 'cn', conversions: [{ kind: 'trim' }, { kind: 'rot13' }] }, ['conversions.1.kind notOneOf']],
    [{ attribute: 'cn', conversions: [{ kind: 'trim' }, { kind: 'replace' }] }, ['conversions.1.pattern required']],
    [{ attribute: 'cn', conversions: [{ kind: 'replace', pattern: '[' }] }, ['conversions.0.pattern patternSyntax']],
    [{ attribute: 'cn', conversions: [{ kind: 'trim', length: 3 }] }, ['conversions.0.length partNotUsed']],
    [
      { attribute: 'cn', conversions: [{ kind: 'split', separator: ' ', part: 0 }] },
      ['conversions.0.part positionZero'],
    ],
    [{ attribute: 'cn', conversions: [{ kind: 'truncate', length: 0 }] }, ['conversions.0.length tooSmall']],
    [{ attribute: 'cn', conversions: [{ kind: 'bit', bit: 64 }] }, ['conversions.0.bit tooLarge']],
    [{ attribute: 'cn', conversions: [{ kind: 'date', from: 'iso' }] }, ['conversions.0.from notOneOf']],
    [{ attribute: 'cn', conversions: [{ kind: 'date', from: 'fileTime', to: 'time' }] }, ['conversions.0.to notOneOf']],
    [{ attribute: 'mail', multiple: 'first' }, ['multiple notObject']],
    [{ attribute: 'mail', multiple: { choose: 'any' } }, ['multiple.choose notOneOf']],
    [{ attribute: 'mail', multiple: { choose: 'preferred' } }, ['multiple.pattern required']],
    [{ attribute: 'mail', multiple: { choose: 'preferred', pattern: '(a' } }, ['multiple.pattern patternSyntax']],
    [{ attribute: 'mail', multiple: { choose: 'preferred', pattern: '(?=a)' } }, ['multiple.pattern patternSyntax']],
    [{ attribute: 'mail', multiple: { choose: 'first', separator: ';' } }, ['multiple.separator partNotUsed']],
    [{ attribute: 'mail', whenAbsent: 'forget' }, ['whenAbsent notOneOf']],
    [{ attribute: 'mail', whenAbsent: 'default' }, ['defaultValue required']],
    [{ attribute: 'mail', whenAbsent: 'default', defaultValue: ' ' }, ['defaultValue required']],
    [{ attribute: 'mail', whenAbsent: 'default', defaultValue: 7 }, ['defaultValue notText']],
    [{ attribute: 'mail', defaultValue: 'x' }, ['defaultValue partNotUsed']],
    [{ attribute: 'mail', comment: 'x' }, ['comment unknownProperty']],
    [{ attribute: 'mail', source: { kind: 'attribute', order: 1 } }, ['source.order unknownProperty']],
  ])('%j is refused as %j', (row, violations) => {
    expect(refused(row)).toEqual(violations);
  });

  it('with nothing but attribute, field and requirement has the hash that earlier versions stored', () => {
    const parsed = parseSettings(settingsWith({ attribute: 'l', required: false }));
    const rows = [NAME, { attribute: 'l', field: 'comment', required: false }];
    expect(parsed.ok && sectionHashes(parsed.settings).mapping).toBe(settingsHash(rows));
  });
});
