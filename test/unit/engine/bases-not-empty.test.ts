import { describe, expect, it } from 'vitest';

import type { ReadBase, ReadReport } from '../../../src/contract/run.js';
import { basesNotEmpty } from '../../../src/engine/guards/bases-not-empty.js';

const base = (dn: string, entries: number, stableId: string | null = null): ReadBase => ({
  dn,
  formerDn: null,
  stableId,
  scope: 'subtree',
  entries,
  excluded: 0,
  again: 0,
  counted: null,
});
const judge = (bases: readonly ReadBase[], before: readonly ReadBase[]) =>
  basesNotEmpty({ bases, filter: '(uid=*)' } as unknown as ReadReport, before);

describe('a base of a search that returns nobody', () => {
  it('stops the run if the last good run found people in it', () => {
    const before = [base('ou=a', 2), base('ou=b', 3)];
    expect(judge([base('ou=a', 2), base('OU=B', 0)], before)).toEqual({
      code: 'DIRECTORY_EMPTY',
      params: { baseDn: 'OU=B', filter: '(uid=*)', people: 3, because: 'base' },
    });
    expect(judge([base('ou=a', 1), base('ou=b', 1)], before)).toBeUndefined();
  });

  it('is accepted if it is new, or was empty before', () => {
    expect(
      judge([base('ou=a', 2), base('ou=b', 0), base('ou=c', 0)], [base('ou=a', 2), base('ou=b', 0)]),
    ).toBeUndefined();
  });

  it('is the same one under another name, and another one under the same name', () => {
    expect(judge([base('ou=new', 0, 'id-1')], [base('ou=old', 4, 'id-1')])).toMatchObject({ params: { people: 4 } });
    expect(judge([base('ou=a', 0, 'id-2')], [base('ou=a', 4, 'id-1')])).toBeUndefined();
  });
});
