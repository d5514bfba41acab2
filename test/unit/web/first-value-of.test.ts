import { expect, it } from 'vitest';

import { firstValueOf } from '../../../src/host/web/operator/changes/first-value-of.js';

it.each([
  ['uid=ada,ou=People', 'ada'],
  ['cn=Lovelace\\, Ada,ou=People', 'Lovelace, Ada'],
  ['cn=Åsa Öberg\\2C \\22asaoberg1\\22,ou=People', 'Åsa Öberg, "asaoberg1"'],
  ['cn=Bj\\C3\\B6rn Ångström+employeeNumber=10002,ou=People', 'Björn Ångström'],
  ['cn=a\\\\b\\+c=d,ou=People', 'a\\b+c=d'],
  ['no name', 'no name'],
  ['', ''],
])('a person is called by the first value of the DN, as it was before it was escaped: %s', (dn, name) => {
  expect(firstValueOf(dn)).toBe(name);
});
