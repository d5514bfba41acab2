import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  ChosenContainers,
  type NamedContainer,
  type Reading,
  type StatedSearch,
} from '../../../src/host/web/admin/containers/chosen-containers.js';
import { exclusionViolations, MAX_BASES, statementViolations } from '../../../src/settings/rules/search-rules.js';
import {
  type BaseStatement,
  EXCLUSION_KINDS,
  type ExclusionStatement,
  SEARCH_SCOPES,
  SearchScope,
} from '../../../src/settings/rules/search-scope.js';

const ROOT = 'dc=example,dc=org';
const UNITS = ['ou=a', 'ou=B', String.raw`ou=c\,d`];
const level = (above: readonly string[]) => above.flatMap((dn) => UNITS.map((unit) => `${unit},${dn}`));
/** A tree of containers, those above before those below. */
const CONTAINERS = [[ROOT], level([ROOT]), level(level([ROOT])), level(level(level([ROOT])))].flat();
const PEOPLE = [...CONTAINERS, ...level(CONTAINERS.slice(-3))].map((dn) => `uid=ada,${dn}`);
const NOTHING: StatedSearch = { bases: [], exclusions: [] };

/** Valid statements: no container is named twice, and no base is excluded. */
const anySearch = fc
  .record({
    bases: fc.uniqueArray(fc.record({ dn: fc.constantFrom(...CONTAINERS), scope: fc.constantFrom(...SEARCH_SCOPES) }), {
      maxLength: 4,
      selector: ({ dn }) => dn,
    }),
    exclusions: fc.uniqueArray(
      fc.record({ dn: fc.constantFrom(...CONTAINERS), kind: fc.constantFrom(...EXCLUSION_KINDS) }),
      { maxLength: 6, selector: ({ dn }) => dn },
    ),
  })
  .map(({ bases, exclusions }) => {
    const names = new Set(bases.map(({ dn }) => dn));
    return { bases, exclusions: exclusions.filter(({ dn, kind }) => kind === 'include' || !names.has(dn)) };
  });
const chosenOf = (search: StatedSearch, shown: readonly NamedContainer[] = [], defaultBase?: NamedContainer) =>
  new ChosenContainers(search, { shown, defaultBase });
const named = (dn: string, stableId: string | null = null) => ({ dn, stableId });
const isRead = (search: StatedSearch, dn: string) => {
  const scope = new SearchScope(
    search.bases as unknown as readonly BaseStatement[],
    search.exclusions as unknown as readonly ExclusionStatement[],
  );
  return scope.judge(dn).kind === 'inside';
};
const peopleRead = (search: StatedSearch) => PEOPLE.filter((dn) => isRead(search, dn));

describe('the tree and the statements', () => {
  it('mean the same: chosen again from nothing, as the tree shows them, the same people are read', () => {
    fc.assert(
      fc.property(anySearch, (search) => {
        const shown = chosenOf(search);
        const again = CONTAINERS.reduce((made, dn) => {
          const { reading } = shown.stateOf({ dn });
          return chosenOf(made).stateOf({ dn }).reading === reading
            ? made
            : (chosenOf(made).choose(named(dn), reading) ?? NOTHING);
        }, NOTHING);
        expect(peopleRead(again)).toEqual(peopleRead(search));
      }),
    );
  });

  it('mean the same: what is shown for a container is what a run reads in it', () => {
    fc.assert(
      fc.property(anySearch, fc.constantFrom(...CONTAINERS), (search, dn) => {
        const { reading, isMixed } = chosenOf(search).stateOf({ dn });
        const read = PEOPLE.filter((person) => person.endsWith(`,${dn}`)).map((person) => isRead(search, person));
        const direct = isRead(search, `uid=ada,${dn}`);
        expect(direct).toBe(reading !== 'none');
        expect(new Set(read).size === 1 || isMixed || reading === 'level').toBe(true);
      }),
    );
  });

  it('a choice speaks for all that is below the container, and changes nothing elsewhere', () => {
    const anyReading = fc.constantFrom<Reading>('all', 'level', 'none');
    fc.assert(
      fc.property(anySearch, fc.constantFrom(...CONTAINERS), anyReading, (search, dn, wanted) => {
        const before = chosenOf(search);
        const reading = wanted === 'level' && before.stateOf({ dn }).isInherited ? 'none' : wanted;
        const after = before.choose(named(dn), reading) ?? NOTHING;
        expect(chosenOf(after).stateOf({ dn })).toMatchObject({ reading, isMixed: false });
        for (const person of PEOPLE) {
          const isDirect = person === `uid=ada,${dn}`;
          const isHere = person.endsWith(`,${dn}`);
          const expected = isHere ? reading === 'all' || (reading === 'level' && isDirect) : isRead(search, person);
          expect(`${person}: ${isRead(after, person)}`).toBe(`${person}: ${expected}`);
        }
        expect(statementViolations(after.bases, MAX_BASES)).toEqual([]);
        expect(exclusionViolations(after.exclusions, after)).toEqual([]);
      }),
    );
  });

  it('agree about a container that was renamed since its DN was entered, if its stable id is stated', () => {
    const search = {
      bases: [{ dn: ROOT, scope: 'subtree' }],
      exclusions: [{ dn: `ou=Leavers,${ROOT}`, kind: 'exclude', stableId: 'f0' }],
    };
    const alumni = named(`ou=Alumni,${ROOT}`, 'f0');
    const chosen = chosenOf(search, [alumni]);
    expect(chosen.stateOf(alumni)).toMatchObject({ reading: 'none' });
    expect(chosen.stateOf({ dn: `ou=Leavers,${ROOT}` })).toMatchObject({ reading: 'all' });
    expect(chosen.choose(alumni, 'all')).toEqual({ ...search, exclusions: [] });
    const interns = { dn: `ou=Interns,ou=Leavers,${ROOT}`, kind: 'include', stableId: 'f1' };
    const again = chosenOf({ ...search, exclusions: [...search.exclusions, interns] }, [alumni]);
    expect(again.stateOf(alumni)).toMatchObject({ reading: 'none', isMixed: true });
    expect(again.stateOf({ dn: `ou=Interns,ou=Alumni,${ROOT}` })).toMatchObject({ reading: 'all' });
  });
});

describe('a choice in the tree', () => {
  const [people, leavers, interns] = [`ou=people,${ROOT}`, `ou=Leavers,${ROOT}`, `ou=Interns,ou=Leavers,${ROOT}`];

  it('states the stable id of the container, and leaves what is not concerned as it was entered', () => {
    const search = { bases: [{ dn: 'DC=example , dc=org', scope: 'subtree' }], exclusions: [] };
    const excluded = chosenOf(search).choose(named(leavers, 'f1'), 'none') ?? NOTHING;
    expect(excluded).toEqual({ ...search, exclusions: [{ dn: leavers, kind: 'exclude', stableId: 'f1' }] });
    expect(chosenOf(excluded).choose(named(interns, 'f2'), 'all')).toEqual({
      ...search,
      exclusions: [...excluded.exclusions, { dn: interns, kind: 'include', stableId: 'f2' }],
    });
  });

  it('leaves out the entry of the container, too, which one level of the container above would read', () => {
    const search = { bases: [{ dn: ROOT, scope: 'oneLevel' }], exclusions: [] };
    expect(isRead(search, leavers)).toBe(true);
    expect(isRead(chosenOf(search).choose(named(leavers), 'none') ?? NOTHING, leavers)).toBe(false);
  });

  it('that changes nothing does not make those above it mixed', () => {
    const search = { bases: [{ dn: ROOT, scope: 'subtree' }], exclusions: [{ dn: leavers, kind: 'include' }] };
    expect(chosenOf(search).stateOf({ dn: ROOT })).toMatchObject({ reading: 'all', isMixed: false });
  });

  it('keeps the line of a container whose choice changes', () => {
    const bases = [people, leavers].map((dn) => ({ dn, scope: 'subtree' }));
    const { bases: after } = chosenOf({ bases, exclusions: [] }).choose(named(people), 'level') ?? NOTHING;
    expect(after).toEqual([{ dn: people, scope: 'oneLevel' }, bases[1]]);
  });

  it('without a base speaks for the tree that is read then, which is stated only where that is needed', () => {
    const root = named(ROOT, 'f0');
    const chosen = chosenOf(NOTHING, [root], root);
    expect(chosen.stateOf(root)).toMatchObject({ reading: 'all', isMixed: false });
    expect(chosen.choose(named(leavers), 'none')).toEqual({
      bases: [],
      exclusions: [{ dn: leavers, kind: 'exclude' }],
    });
    expect(chosen.choose(root, 'level')?.bases).toEqual([{ dn: ROOT, scope: 'oneLevel', stableId: 'f0' }]);
    expect(chosen.choose(named('dc=other'), 'all')?.bases).toEqual([
      { dn: ROOT, scope: 'subtree', stableId: 'f0' },
      { dn: 'dc=other', scope: 'subtree' },
    ]);
  });

  it('is no search if nothing would be read', () => {
    expect(chosenOf({ bases: [{ dn: people, scope: 'subtree' }], exclusions: [] }).choose(named(ROOT), 'none')).toBe(
      undefined,
    );
  });
});
