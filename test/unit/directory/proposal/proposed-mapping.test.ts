import { describe, expect, it } from 'vitest';

import { dialectOf } from '../../../../src/directory/dialects/dialects.js';
import { AttributeStatistics } from '../../../../src/directory/proposal/attribute-statistics.js';
import { proposedRows } from '../../../../src/directory/proposal/proposed-mapping.js';
import type { DialectChoice } from '../../../../src/settings/schema/data-pool-settings.js';

type Values = Readonly<Record<string, readonly (string | Uint8Array)[]>>;

function statisticsOf(...entries: readonly Values[]): AttributeStatistics {
  const statistics = new AttributeStatistics();
  for (const [index, entry] of entries.entries()) {
    const attributes = Object.entries(entry).map(([type, values]) => ({ type, values }));
    statistics.add({ dn: `cn=${index}`, attributes });
  }
  return statistics;
}

const rowsOf = (choice: DialectChoice, ...entries: readonly Values[]) =>
  proposedRows(dialectOf(new Map(), choice), statisticsOf(...entries)).map(({ field, attribute, entries: share }) => [
    field,
    attribute,
    share,
  ]);

describe('a proposed mapping', () => {
  it('takes the usual attribute of the product if an entry has it, else the alternative that most have', () => {
    const [one, other] = [
      { sAMAccountName: ['a'], employeeNumber: ['1'] },
      { sAMAccountName: ['b'], employeeID: ['2'] },
    ];
    expect(rowsOf('activeDirectory', one, one, other)).toEqual([
      ['userName', 'sAMAccountName', 3],
      ['employeeNumber', 'employeeID', 1],
    ]);
    expect(rowsOf('activeDirectory', one)).toContainEqual(['employeeNumber', 'employeeNumber', 1]);
    expect(rowsOf('openLdap', { cn: ['Ada'] }, { cn: ['Grace'], uid: ['g'] })[0]).toEqual(['userName', 'uid', 1]);
  });

  it('takes an attribute under the name that the server sends', () => {
    expect(rowsOf('openLdap', { userid: ['a'], surname: ['b'] })).toEqual([
      ['userName', 'userid', 1],
      ['lastName', 'surname', 1],
    ]);
  });

  it('always has a row for the user name, and none for what no entry has', () => {
    expect(rowsOf('activeDirectory')).toEqual([['userName', 'sAMAccountName', 0]]);
  });
});

describe('the share of an attribute', () => {
  it('shows three different values, shortened and safe; none of a secret', () => {
    const long = 'x'.repeat(1_000);
    const values = {
      description: ['a\u202eb', 'a\u202eb', long, 'c', 'd'],
      'userPassword;x': ['s'],
      unicodePwd: ['s'],
    };
    const { shares } = statisticsOf(values, { description: ['e'] });
    expect(shares).toEqual([
      { attribute: 'description', entries: 2, values: [String.raw`a\u202eb`, `${'x'.repeat(200)}…`, 'e'] },
      { attribute: 'unicodePwd', entries: 1, values: [] },
      { attribute: 'userPassword;x', entries: 1, values: [] },
    ]);
  });

  it('counts an attribute whatever its transfer options and its case are', () => {
    const statistics = statisticsOf({ 'userCertificate;binary': ['c'] }, { 'USERCERTIFICATE;range=0-1499': ['c'] });
    expect(statistics.shareOf('usercertificate')).toMatchObject({ attribute: 'userCertificate', entries: 2 });
    expect(statisticsOf({ 'cn;lang-sv': ['Ada'], empty: [] }).shares).toMatchObject([{ attribute: 'cn;lang-sv' }]);
  });
});
