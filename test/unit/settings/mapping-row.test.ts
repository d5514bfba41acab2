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
  { attribute: 'proxyAddresses', multiple: { choose: 'preferred', pattern: '^SMTP:' } },
  { attribute: 'ou', multiple: { choose: 'joined', separator: ' / ' } },
  { attribute: 'l', whenAbsent: 'default', defaultValue: 'London' },
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
    [{ attribute: 'mail', source: { kind: 'search' } }, ['source.kind sourceKind']],
    [{ attribute: '', source: { kind: 'attribute' } }, ['attribute required']],
    [{ attribute: 'mail', source: { kind: 'constant', text: 'x' } }, ['attribute partNotUsed']],
    [{ source: { kind: 'constant' } }, ['source.text required']],
    [{ source: { kind: 'constant', text: '' } }, ['source.text required']],
    [{ source: { kind: 'constant', text: 7 } }, ['source.text notText']],
    [{ source: { kind: 'constant', text: 'a\nb' } }, ['source.text controlCharacter']],
    [{ source: { kind: 'constant', text: 'x', rdn: 'ou' } }, ['source.rdn partNotUsed']],
    [{ source: { kind: 'template', text: '{given name}' } }, ['source.text templateSyntax']],
    [{ source: { kind: 'template', text: '{cn' } }, ['source.text templateSyntax']],
    [{ source: { kind: 'template', text: 'x', whenMissing: 'guess' } }, ['source.whenMissing missingChoice']],
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
    [{ attribute: 'mail', multiple: 'first' }, ['multiple notObject']],
    [{ attribute: 'mail', multiple: { choose: 'any' } }, ['multiple.choose multipleChoice']],
    [{ attribute: 'mail', multiple: { choose: 'preferred' } }, ['multiple.pattern required']],
    [{ attribute: 'mail', multiple: { choose: 'preferred', pattern: '(a' } }, ['multiple.pattern patternSyntax']],
    [{ attribute: 'mail', multiple: { choose: 'preferred', pattern: '(?=a)' } }, ['multiple.pattern patternSyntax']],
    [{ attribute: 'mail', multiple: { choose: 'first', separator: ';' } }, ['multiple.separator partNotUsed']],
    [{ attribute: 'mail', whenAbsent: 'forget' }, ['whenAbsent absentChoice']],
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
