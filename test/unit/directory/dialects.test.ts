import { describe, expect, it } from 'vitest';

import { dialectOf } from '../../../src/directory/dialects/dialects.js';

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
});
