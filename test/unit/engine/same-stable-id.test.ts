import { describe, expect, it } from 'vitest';

import type { ReadReport } from '../../../src/contract/run.js';
import { sameStableId } from '../../../src/engine/guards/same-stable-id.js';
import type { DialectChoice } from '../../../src/settings/schema/data-pool-settings.js';

interface Read {
  readonly found?: string | null;
  readonly others?: readonly string[];
  readonly product?: string | null;
  readonly dialect?: DialectChoice;
  readonly used?: string;
  readonly only?: string | null;
}

/** @param read `product` is that of the last good run. */
function judged(read: Read) {
  const { found = 'entryUUID', others = [], dialect = 'automatic', used, only = null } = read;
  const { product = '389 Directory Server' } = read;
  return sameStableId(
    { stableIdAttribute: found, otherStableIdAttributes: others, product: 'LDAP' } as Partial<ReadReport> as ReadReport,
    { dialect },
    used === undefined ? undefined : { stableIdAttribute: used, product },
    only,
  );
}

const MIXED = { found: 'nsUniqueId', others: ['ipaUniqueID', 'entryUUID'], used: 'nsUniqueId' } as const;

describe('the stable id of a read', () => {
  it.each([
    ['there was no good run', {}],
    ['it is that of the last good run', { used: 'entryUUID' }],
    ['someone named the kind of directory', { used: 'nsUniqueId', dialect: 'openLdap' as const }],
    ['the only entry has none', { found: null, used: 'nsUniqueId', only: 'uid=ada' }],
    ['there is none, and there was no good run', { found: null }],
    ['several identify people, as in the last good run', { ...MIXED, product: 'LDAP' }],
    ['several identify people, and the last good run did not say its product', { ...MIXED, product: null }],
    ['several identify people, and there was no good run', { ...MIXED, used: undefined }],
  ])('is accepted if %s', (_, read) => {
    expect(judged(read)).toBeUndefined();
  });

  it('stops the run if it is another one', () => {
    const params = { used: 'nsUniqueId', found: 'entryUUID' };
    expect(judged({ used: 'nsUniqueId' })).toEqual({ code: 'STABLE_ID_CHANGED', params });
  });

  it.each(['automatic', 'ldap'] as const)('stops the run if it is another one for some people only: %s', (dialect) => {
    const params = { used: 'nsUniqueId', found: 'ipaUniqueID, entryUUID', because: 'some' };
    expect(judged({ ...MIXED, dialect })).toEqual({ code: 'STABLE_ID_CHANGED', params });
    const fewer = { found: 'ipaUniqueID', others: ['entryUUID', 'nsUniqueId'], used: 'nsUniqueId', dialect };
    expect(judged(fewer)).toEqual({ code: 'STABLE_ID_CHANGED', params });
  });

  it.each(['automatic', 'openLdap'] as const)('stops the run if no entry has one any more: %s', (dialect) => {
    const params = { used: 'nsUniqueId', because: 'missing' };
    expect(judged({ found: null, used: 'nsUniqueId', dialect })).toEqual({ code: 'STABLE_ID_CHANGED', params });
  });
});
