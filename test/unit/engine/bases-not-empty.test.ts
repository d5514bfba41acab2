import { describe, expect, it } from 'vitest';

import type { ReadBase, ReadExclusion } from '../../../src/contract/run.js';
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
const FILTER = '(uid=*)';
const exclusion = (dn: string, stableId: string | null = null): ReadExclusion => ({
  dn,
  formerDn: null,
  stableId,
  kind: 'exclude',
  entries: 0,
});
const judge = (bases: readonly ReadBase[], before: readonly ReadBase[], { floor = 0, filter = FILTER } = {}) =>
  basesNotEmpty({ bases, filter: FILTER }, { bases: before, exclusions: [], filter }, floor);
/** The base `ou=b` had 30 people and has nobody now. */
const judgeExclusions = (now: readonly ReadExclusion[], before: readonly ReadExclusion[], excluded = 0) =>
  basesNotEmpty(
    { bases: [{ ...base('ou=b', excluded), excluded }], exclusions: now, filter: FILTER },
    { bases: [base('ou=b', 30)], exclusions: before, filter: FILTER },
    0,
  );

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

  it('may lose as many people as the limit permits', () => {
    expect(judge([base('ou=b', 0)], [base('ou=b', 10)], { floor: 10 })).toBeUndefined();
    expect(judge([base('ou=b', 0)], [base('ou=b', 11)], { floor: 10 })).toMatchObject({ params: { people: 11 } });
  });

  it('is accepted if its scope or the filter is another one than in the last good run, or that run does not say', () => {
    const [now, before] = [base('ou=b', 0), base('ou=b', 30)];
    expect(judge([now], [before])).toBeDefined();
    expect(judge([{ ...now, scope: 'oneLevel' }], [before])).toBeUndefined();
    expect(judge([now], [before], { filter: '(cn=*)' })).toBeUndefined();
    expect(basesNotEmpty({ bases: [now], filter: FILTER }, undefined, 0)).toBeUndefined();
  });

  it('is the same one under another name, and another one under the same name', () => {
    expect(judge([base('ou=new', 0, 'id-1')], [base('ou=old', 4, 'id-1')])).toMatchObject({ params: { people: 4 } });
    expect(judge([base('ou=a', 0, 'id-2')], [base('ou=a', 4, 'id-1')])).toBeUndefined();
  });

  it('loses nobody whom exclusions left out', () => {
    const before = { ...base('ou=b', 12), excluded: 12 };
    expect(judge([base('ou=b', 0)], [before])).toBeUndefined();
    expect(judge([base('ou=b', 0)], [{ ...before, excluded: 9 }])).toMatchObject({ params: { people: 3 } });
    expect(judge([base('ou=b', 0)], [{ ...before, excluded: 9 }], { floor: 3 })).toBeUndefined();
  });

  it('is accepted if its exclusions are others than in the last good run', () => {
    const [leavers, whole, other] = [exclusion('ou=leavers,OU=b'), exclusion('ou=b'), exclusion('ou=a')];
    expect(judgeExclusions([leavers], [])).toBeUndefined();
    expect(judgeExclusions([], [leavers])).toBeUndefined();
    expect(judgeExclusions([leavers], [{ ...leavers, kind: 'include' }])).toBeUndefined();
    expect(judgeExclusions([whole], [], 30)).toBeUndefined();
    expect(judgeExclusions([leavers], [exclusion('ou=LEAVERS,ou=b')])).toBeDefined();
    expect(judgeExclusions([leavers, other], [leavers])).toBeDefined();
  });

  it('stops the run if it comes to be in an excluded container, or that in it', () => {
    expect(judgeExclusions([exclusion('ou=b', 'id-1')], [exclusion('ou=leavers', 'id-1')], 30)).toMatchObject({
      params: { people: 30, because: 'excluded' },
    });
    expect(judgeExclusions([exclusion('ou=leavers', 'id-1')], [exclusion('ou=b', 'id-1')])).toBeDefined();
  });
});
