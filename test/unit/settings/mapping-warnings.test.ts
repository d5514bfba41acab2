import { expect, it } from 'vitest';

import { mappingWarnings } from '../../../src/settings/mapping-warnings.js';
import { MappingRow } from '../../../src/settings/schema/mapping-row.js';

const NAME = MappingRow.of('uid', 'userName', true);
const codesOf = (settings: Parameters<typeof mappingWarnings>[0]) =>
  mappingWarnings(settings).map(({ field, code, params }) => [field, code, params]);

it('names the rows that may write secrets', () => {
  const template = Object.assign(MappingRow.of('', 'comment'), {
    source: { kind: 'template', text: 'x {unicodePwd}' },
  });
  const mapping = [NAME, MappingRow.of('userPassword', 'title'), template, MappingRow.of('pwdLastSet', 'phone')];

  expect(codesOf({ mapping, matching: ['userName'] })).toEqual([
    ['mapping.1.field', 'secretMapped', { attribute: 'userPassword', target: 'title' }],
    ['mapping.2.field', 'secretMapped', { attribute: 'x {unicodePwd}', target: 'comment' }],
  ]);
});

it('names the matching rules whose field no row fills', () => {
  expect(codesOf({ mapping: [NAME], matching: ['employeeNumber', 'userName'] })).toEqual([
    ['matching.0', 'matchingNotMapped', { target: 'employeeNumber' }],
  ]);
  expect(codesOf({ mapping: [NAME], matching: ['principalName'] })).toHaveLength(1);
  expect(codesOf({ mapping: [NAME], matching: ['principalName', 'userName'] })).toEqual([]);
});
