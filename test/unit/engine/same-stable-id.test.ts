import { describe, expect, it } from 'vitest';

import type { ReadReport } from '../../../src/contract/run.js';
import { sameStableId } from '../../../src/engine/guards/same-stable-id.js';
import type { DialectChoice } from '../../../src/settings/schema/data-pool-settings.js';

interface Read {
  readonly found?: string | null;
  readonly dialect?: DialectChoice;
  readonly used?: string;
  readonly only?: string | null;
}

const judged = ({ found = 'entryUUID', dialect = 'automatic', used, only = null }: Read) =>
  sameStableId(
    { stableIdAttribute: found } as ReadReport,
    { dialect },
    used === undefined ? undefined : { stableIdAttribute: used },
    only,
  );

describe('the stable id of a read', () => {
  it.each([
    ['there was no good run', {}],
    ['it is that of the last good run', { used: 'entryUUID' }],
    ['someone named the kind of directory', { used: 'nsUniqueId', dialect: 'openLdap' as const }],
    ['the only entry has none', { found: null, used: 'nsUniqueId', only: 'uid=ada' }],
    ['there is none, and there was no good run', { found: null }],
  ])('is accepted if %s', (_, read) => {
    expect(judged(read)).toBeUndefined();
  });

  it('stops the run if it is another one', () => {
    const params = { used: 'nsUniqueId', found: 'entryUUID' };
    expect(judged({ used: 'nsUniqueId' })).toEqual({ code: 'STABLE_ID_CHANGED', params });
  });

  it.each(['automatic', 'openLdap'] as const)('stops the run if no entry has one any more: %s', (dialect) => {
    const params = { used: 'nsUniqueId', because: 'missing' };
    expect(judged({ found: null, used: 'nsUniqueId', dialect })).toEqual({ code: 'STABLE_ID_CHANGED', params });
  });
});
