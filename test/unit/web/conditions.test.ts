import fc from 'fast-check';
import { expect, it } from 'vitest';

import {
  type Condition,
  conditionsOf,
  filterOf,
  needsValue,
  OPERATORS,
} from '../../../src/host/web/admin/set-up/conditions.js';
import { filterText } from '../../../src/settings/rules/filter-text.js';
import { parseFilter } from '../../../src/settings/rules/ldap-filter.js';

const condition = (attribute: string, operator: Condition['operator'], value = '') => ({ attribute, operator, value });

it.each([
  ['(objectClass=user)', condition('objectClass', 'is', 'user')],
  ['(!(employeeType=inactive))', condition('employeeType', 'isNot', 'inactive')],
  ['(cn=A*)', condition('cn', 'startsWith', 'A')],
  ['(cn=*a)', condition('cn', 'endsWith', 'a')],
  ['(cn=*a*)', condition('cn', 'contains', 'a')],
  ['(uidNumber>=1000)', condition('uidNumber', 'atLeast', '1000')],
  ['(uidNumber<=1000)', condition('uidNumber', 'atMost', '1000')],
  ['(mail=*)', condition('mail', 'exists')],
  ['(!(mail=*))', condition('mail', 'isMissing')],
  ['(cn=a\\28\\c3\\a9)', condition('cn', 'is', 'a(é')],
])('%s is one condition', (filter, expected) => {
  expect(conditionsOf(filter)).toEqual({ join: 'all', conditions: [expected] });
});

it('several conditions are met all, or any, whatever the white space between them', () => {
  const conditions = [condition('objectClass', 'is', 'user'), condition('mail', 'exists')];
  expect(conditionsOf('(&(objectClass=user)(mail=*))')).toEqual({ join: 'all', conditions });
  expect(conditionsOf(' ( |\n  (objectClass=user) (mail=*) )')).toEqual({ join: 'any', conditions });
  expect(filterOf({ join: 'any', conditions })).toBe('(|(objectClass=user)(mail=*))');
});

it.each([
  '(&(a=1)(|(b=2)(c=3)))',
  '(userAccountControl:1.2.840.113556.1.4.803:=2)',
  '(cn~=ada)',
  '(cn=a*b)',
  '(cn=a*b*)',
  '(!(cn=a*))',
  '(!(uidNumber>=1))',
  '(!(!(a=1)))',
  '(&)',
  '(objectGUID=\\ff\\fe)',
  '(cn=\\zz)',
  '(a=1)(b=2)',
  '(a=1',
  'a=1',
  '(a=)',
])('conditions do not express %s', (filter) => {
  expect(conditionsOf(filter)).toBeUndefined();
});

it('what is not complete yet is left out, and without conditions there is no filter', () => {
  const conditions = [condition('', 'is', 'x'), condition('cn', 'is'), condition('mail', 'isMissing')];
  expect(filterOf({ join: 'all', conditions })).toBe('(!(mail=*))');
  expect(filterOf({ join: 'all', conditions: [] })).toBe('');
  expect(conditionsOf(' ')).toEqual({ join: 'all', conditions: [] });
});

it('conditions make a filter that the host accepts as it is and that leads back to them', () => {
  const value = fc.string({ minLength: 1, unit: 'grapheme' });
  const conditions = fc.array(
    fc
      .record({
        attribute: fc.constantFrom('cn', 'mail', 'employeeType', 'cn;lang-sv', '2.5.4.3'),
        operator: fc.constantFrom(...OPERATORS),
        value,
      })
      .map((each) => (needsValue(each.operator) ? each : { ...each, value: '' })),
    { minLength: 2, maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.constantFrom('all', 'any'), conditions, (join, list) => {
      const text = filterOf({ join, conditions: list });
      const parsed = parseFilter(text);
      expect(parsed.ok && filterText(parsed.filter)).toBe(text);
      expect(conditionsOf(text)).toEqual({ join, conditions: list });
    }),
  );
});
