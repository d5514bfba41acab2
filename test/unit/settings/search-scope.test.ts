import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { comparableName } from '../../../src/mapping/comparable-name.js';
import {
  type BaseStatement,
  type ExclusionStatement,
  SearchScope,
  type SearchScopeName,
} from '../../../src/settings/rules/search-scope.js';

const ORGANIZATION = base('dc=x');
const WITHOUT_LEAVERS = [ORGANIZATION];
const LEAVERS = [exclude('ou=Leavers,dc=x'), include('ou=Interns,ou=Leavers,dc=x')];

describe('the scope of a search', () => {
  it.each([
    ['below the base', 'uid=ada,ou=people,dc=x', 'inside'],
    ['the base itself', 'dc=x', 'inside'],
    ['another tree', 'uid=ada,dc=y', 'outside'],
    ['a name that only ends like the base', 'uid=ada,ou=a\\,dc=x', 'outside'],
    ['an excluded container', 'uid=ada,ou=Leavers,dc=x', 'excluded'],
    ['the excluded container itself', 'ou=Leavers,dc=x', 'excluded'],
    ['far below an excluded container', 'uid=ada,ou=a,ou=b,ou=Leavers,dc=x', 'excluded'],
    ['a container that is read again', 'uid=ada,ou=Interns,ou=Leavers,dc=x', 'inside'],
    ['one of that name elsewhere', 'uid=ada,ou=Leavers,ou=Plant,dc=x', 'inside'],
    ['another case and spacing', 'uid=ada, OU=leavers , DC=X', 'excluded'],
    ['another way to escape', String.raw`uid=ada,ou=\4ceavers,dc=x`, 'excluded'],
  ])('%s', (_case, dn, kind) => {
    expect(new SearchScope(WITHOUT_LEAVERS, LEAVERS).judge(dn).kind).toBe(kind);
  });

  it('names the statement that excludes', () => {
    expect(new SearchScope([ORGANIZATION], LEAVERS).judge('uid=a,ou=Leavers,dc=x')).toEqual({
      kind: 'excluded',
      bases: [0],
      by: 0,
    });
  });

  it('takes a base of one level for what is directly below it', () => {
    const scope = new SearchScope([base('ou=people,dc=x', 'oneLevel')], []);
    expect(scope.judge('uid=ada,ou=people,dc=x').kind).toBe('inside');
    expect(scope.judge('ou=people,dc=x').kind).toBe('outside');
    expect(scope.judge('uid=ada,ou=a,ou=people,dc=x').kind).toBe('outside');
  });

  it('names all bases whose search finds an entry', () => {
    const scope = new SearchScope([base('ou=a,dc=x', 'oneLevel'), base('dc=x'), base('ou=a,dc=x')], []);
    expect(scope.judge('uid=ada,ou=a,dc=x')).toEqual({ kind: 'inside', bases: [0, 1, 2] });
    expect(scope.judge('uid=ada,ou=b,ou=a,dc=x')).toEqual({ kind: 'inside', bases: [1, 2] });
  });

  it('lets a base within an excluded container decide for what it finds', () => {
    const scope = new SearchScope([ORGANIZATION, base('ou=a,dc=x', 'oneLevel')], [exclude('ou=a,dc=x')]);
    // Both speak of the same container, and then the exclusion decides.
    expect(scope.judge('uid=ada,ou=a,dc=x').kind).toBe('excluded');
    const nested = new SearchScope([ORGANIZATION, base('ou=b,ou=a,dc=x', 'oneLevel')], [exclude('ou=a,dc=x')]);
    expect(nested.judge('uid=ada,ou=b,ou=a,dc=x').kind).toBe('inside');
    expect(nested.judge('uid=ada,ou=c,ou=b,ou=a,dc=x').kind).toBe('excluded');
  });

  it('decides as the nearest statement in all trees', () => {
    fc.assert(
      fc.property(fc.array(statements(), { maxLength: 6 }), path(6), (given, dn) => {
        const bases = given.flatMap((each) => ('scope' in each ? [each] : []));
        const exclusions = distinct(given.flatMap((each) => ('kind' in each ? [each] : [])));
        const verdict = new SearchScope(bases, exclusions).judge(text(dn));
        expect(verdict.kind).toBe(expected(dn, bases, exclusions));
        if (verdict.kind === 'outside') return;
        expect(verdict.bases).toEqual([...bases.keys()].filter((index) => isFound(dn, bases[index] as BaseStatement)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws, and gives the same answer in any form of the DN', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (dn, other) => {
        const scope = new SearchScope([base(other)], [exclude(dn)]);
        expect(scope.judge(dn)).toEqual(scope.judge(dn.toUpperCase().toLowerCase() === dn ? dn.toUpperCase() : dn));
      }),
    );
  });
});

/** RDNs from the root: few names, so that paths meet. */
function path(maxLength: number) {
  return fc.array(fc.constantFrom('ou=a', 'ou=Ä', String.raw`cn=x\, y`, 'ou=b+l=c'), { maxLength });
}

function statements() {
  const dn = path(4).map(text);
  return fc.oneof(
    fc.record({ dn, scope: fc.constantFrom<SearchScopeName>('subtree', 'oneLevel') }),
    fc.record({ dn, kind: fc.constantFrom('exclude' as const, 'include' as const) }),
  );
}

function text(names: readonly string[]): string {
  return names.toReversed().join(',');
}

/** The last of several statements about the same container. */
function distinct(exclusions: readonly ExclusionStatement[]): readonly ExclusionStatement[] {
  return [...new Map(exclusions.map((each) => [comparableName(each.dn), each])).values()];
}

function isFound(dn: readonly string[], { dn: baseDn, scope }: BaseStatement): boolean {
  for (let levels = 0; levels <= dn.length; levels += 1) {
    if (text(dn.slice(0, dn.length - levels)) === baseDn) return scope === 'subtree' || levels === 1;
  }
  return false;
}

/** The rule as it is told: from the entry upwards, the first container about which something is said decides. */
function expected(
  dn: readonly string[],
  bases: readonly BaseStatement[],
  exclusions: readonly ExclusionStatement[],
): 'inside' | 'outside' | 'excluded' {
  const finding = bases.filter((each) => isFound(dn, each));
  if (finding.length === 0) return 'outside';
  for (let length = dn.length; length >= 0; length -= 1) {
    const here = text(dn.slice(0, length));
    const exclusion = exclusions.find((each) => each.dn === here);
    if (exclusion) return exclusion.kind === 'exclude' ? 'excluded' : 'inside';
    if (finding.some((each) => each.dn === here)) return 'inside';
  }
  return 'outside';
}

function base(dn: string, scope: SearchScopeName = 'subtree'): BaseStatement {
  return { dn, scope };
}

function exclude(dn: string): ExclusionStatement {
  return { dn, kind: 'exclude' };
}

function include(dn: string): ExclusionStatement {
  return { dn, kind: 'include' };
}
