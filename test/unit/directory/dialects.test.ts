import { describe, expect, it } from 'vitest';

import { dialectOf } from '../../../src/directory/dialects/dialects.js';
import { parseFilter } from '../../../src/settings/rules/ldap-filter.js';
import { DIALECT_CHOICES } from '../../../src/settings/schema/data-pool-settings.js';

const attributesOf = (root: Readonly<Record<string, string[]>>) =>
  dialectOf(new Map(Object.entries(root))).stableIds.map(({ name }) => name);

describe('a directory product', () => {
  it.each([
    ['Active Directory', { supportedcapabilities: ['1.2.840.113556.1.4.800'] }, ['objectGUID']],
    ['FreeIPA', { vendorname: ['389 Project'], ipatopologypluginversion: ['1.0'] }, ['ipaUniqueID']],
    ['389 Directory Server', { vendorname: ['389 Project'] }, ['nsUniqueId']],
    ['OpenLDAP', { objectclass: ['top', 'OpenLDAProotDSE'] }, ['entryUUID']],
  ])('%s is recognized by its root DSE', (name, root: Readonly<Record<string, string[]>>, attributes) => {
    expect(dialectOf(new Map(Object.entries(root))).name).toBe(name);
    expect(attributesOf(root)).toEqual(attributes);
  });

  it('that is not recognized uses entryUUID last, because other products have it besides their own id', () => {
    expect(attributesOf({})).toEqual(['objectGUID', 'ipaUniqueID', 'nsUniqueId', 'entryUUID']);
  });

  it('is the one of the settings, whatever the root DSE says', () => {
    const root = new Map([['objectclass', ['OpenLDAProotDSE']]]);
    expect(dialectOf(root, 'freeIpa').name).toBe('FreeIPA');
    expect(dialectOf(root, 'automatic').name).toBe('OpenLDAP');
    expect(DIALECT_CHOICES.map((choice) => dialectOf(root, choice).id)).toEqual([
      'openLdap',
      ...DIALECT_CHOICES.slice(1),
    ]);
  });

  it.each(DIALECT_CHOICES)(
    '%s has a filter that can be parsed, and the attributes of its mapping are names',
    (choice) => {
      const { personFilter, defaultMapping, nameAttributes, timeFormats } = dialectOf(new Map(), choice);
      expect(parseFilter(personFilter).ok).toBe(true);
      for (const name of [...Object.values(defaultMapping), ...nameAttributes, ...Object.keys(timeFormats)]) {
        expect(name).toMatch(/^[a-z][a-z0-9-]*$/i);
      }
      expect(Object.keys(defaultMapping)).toContain('userName');
    },
  );

  it('of Active Directory leads from its own names to the fields of a user', () => {
    expect(dialectOf(new Map(), 'activeDirectory').defaultMapping).toMatchObject({
      userName: 'sAMAccountName',
      principalName: 'userPrincipalName',
    });
  });
});
