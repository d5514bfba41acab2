import { describe, expect, it } from 'vitest';

import type { SyncError } from '../../../src/contract/sync-error.js';
import { LdaptsEntryLookup } from '../../../src/directory/lookup/ldapts-entry-lookup.js';
import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import { errorText } from '../../../src/i18n/code-texts.js';
import { SearchBase, SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { aDirectory, poolOf, readAll, type ReadResult } from './test-directory.js';
import { containers } from './containers.js';

const ROOT = 'dc=example,dc=org';
const PEOPLE = `ou=people,${ROOT}`;
const LEAVERS = `ou=Leavers,${ROOT}`;
const INTERNS = `ou=Interns,${LEAVERS}`;
const ZURICH = String.raw`ou=Zürich\, Süd,${ROOT}`;
const LAB = `ou=Lab,${ZURICH}`;

const namesIn = ({ entries }: ReadResult) => entries.map(({ attributes }) => String(attributes['uid']?.[0])).toSorted();

describe('a search with several bases', async () => {
  const slapd = await aDirectory({
    ldif: containers({
      [PEOPLE]: ['ada', 'grace'],
      [LEAVERS]: ['leaver'],
      [INTERNS]: ['intern'],
      [ZURICH]: ['heidi', 'ueli'],
      [LAB]: ['lab'],
    }),
  });
  const readOf = (bases: readonly SearchBase[], exclusions: readonly SearchExclusion[] = [], part = {}) =>
    readAll(poolOf(slapd, { bases: [...bases], exclusions: [...exclusions], ...part }));

  it('reads each of them, whatever characters their names have', async () => {
    const read = await readOf([SearchBase.of(PEOPLE), SearchBase.of(String.raw`OU=Zürich\2C Süd, dc=example,dc=org`)]);
    expect(namesIn(read)).toEqual(['ada', 'grace', 'heidi', 'lab', 'ueli']);
    expect(read.readReport).toMatchObject({
      complete: true,
      baseDn: `${PEOPLE}; ou=Zürich\\2C Süd,${ROOT}`,
      entries: 5,
      bases: [
        { dn: PEOPLE, formerDn: null, scope: 'subtree', entries: 2, excluded: 0, again: 0 },
        { formerDn: null, entries: 3 },
      ],
      exclusions: [],
    });
    expect(read.readReport.bases?.every(({ stableId }) => /^[0-9a-f-]{36}$/.test(stableId ?? ''))).toBe(true);
  });

  it('reads one level where that is chosen', async () => {
    expect(namesIn(await readOf([SearchBase.of(ZURICH, 'oneLevel')]))).toEqual(['heidi', 'ueli']);
  });

  it('leaves out what is excluded, reads what is included again, and counts both', async () => {
    const read = await readOf(
      [SearchBase.of(ROOT)],
      [SearchExclusion.of(LEAVERS), SearchExclusion.of(INTERNS, 'include')],
    );
    expect(namesIn(read)).toEqual(['ada', 'grace', 'heidi', 'intern', 'lab', 'ueli']);
    expect(read.readReport).toMatchObject({
      entries: 6,
      withStableId: 6,
      bases: [{ entries: 7, excluded: 1 }],
      exclusions: [
        { dn: LEAVERS, kind: 'exclude', entries: 1 },
        { dn: INTERNS, kind: 'include', entries: 0 },
      ],
    });
  });

  it('begins where the directory says when it has none, with exclusions', async () => {
    const read = await readOf([], [SearchExclusion.of(LEAVERS)]);
    expect(read.readReport).toMatchObject({ baseDn: ROOT, entries: 5, bases: [{ dn: ROOT, stableId: null }] });
  });

  it('reads an entry below two of them once more, and says so', async () => {
    const read = await readOf(
      [SearchBase.of(LAB), SearchBase.of(ZURICH), SearchBase.of(ROOT)],
      [SearchExclusion.of(LEAVERS)],
    );
    // The store of a run recognizes them by their stable id.
    expect(namesIn(read)).toEqual(['ada', 'grace', 'heidi', 'heidi', 'lab', 'lab', 'lab', 'ueli', 'ueli']);
    expect(read.readReport.bases).toMatchObject([
      { entries: 1, again: 0, excluded: 0 },
      { entries: 3, again: 1, excluded: 0 },
      { entries: 7, again: 3, excluded: 2 },
    ]);
    expect(read.readReport.exclusions).toMatchObject([{ entries: 2 }]);
  });

  it('reads in pages across the bases', async () => {
    const read = await readOf([SearchBase.of(ZURICH), SearchBase.of(PEOPLE)], [], { pageSize: 1 });
    expect(namesIn(read)).toEqual(['ada', 'grace', 'heidi', 'lab', 'ueli']);
    expect(read.readReport).toMatchObject({ complete: true, paged: true, pageSize: 1, entries: 5 });
  });

  it('is not complete when one of them does not exist, and names that one', async () => {
    const nowhere = `ou=nowhere,${ROOT}`;
    const read = await readOf([SearchBase.of(PEOPLE), SearchBase.of(nowhere)]);
    expect(read).toMatchObject({ error: { code: 'LDAP_BASE_NOT_FOUND', params: { baseDn: nowhere } } });
    expect(read.readReport).toMatchObject({ complete: false, reason: 'LDAP_BASE_NOT_FOUND' });
    const { signal } = new AbortController();
    const source = poolOf(slapd, { bases: [SearchBase.of(PEOPLE), SearchBase.of(nowhere)] });
    await expect(new LdaptsDirectoryReader().ping(source, 10_000, signal)).rejects.toMatchObject({
      code: 'LDAP_BASE_NOT_FOUND',
      params: { baseDn: nowhere },
    });
  });

  it('says where one of them lives that another server holds', async () => {
    const branch = `ou=branch,${ROOT}`;
    const ref = `ldap://branch.example/${branch}`;
    await slapd.add(branch, { objectClass: ['referral', 'extensibleObject'], ou: 'branch', ref });
    const { error, readReport } = await readOf([SearchBase.of(PEOPLE), SearchBase.of(branch)]);
    expect(readReport).toMatchObject({ complete: false, reason: 'LDAP_BASE_NOT_FOUND' });
    const { code, params } = error as SyncError;
    expect(errorText('en', code, params)).toBe(
      `The base "${branch}" is held by another server: ${ref}??sub. Enter that server in the data pool.`,
    );
  });

  it('does not begin when an excluded container does not exist, because those in it may be anywhere', async () => {
    const gone = `ou=gone,${ROOT}`;
    const read = await readOf([SearchBase.of(ROOT)], [SearchExclusion.of(gone)]);
    expect(read.entries).toEqual([]);
    expect(read.error).toMatchObject({ code: 'LDAP_BASE_NOT_FOUND', params: { baseDn: gone, because: 'exclusion' } });
  });

  it('does not begin when a container was renamed and another one has its name', async () => {
    const { readReport } = await readOf([SearchBase.of(LAB)]);
    const stableId = readReport.bases?.[0]?.stableId ?? '';
    for (const statement of [SearchBase.of(PEOPLE), SearchExclusion.of(PEOPLE)]) {
      const bound = Object.assign(statement, { stableId });
      const isBase = bound instanceof SearchBase;
      const read = await (isBase ? readOf([bound]) : readOf([SearchBase.of(ROOT)], [bound]));
      expect(read.entries).toEqual([]);
      const setting = isBase ? 'search.bases' : 'search.exclusions';
      expect(read.error).toMatchObject({
        code: 'LDAP_BASE_NOT_FOUND',
        params: {
          baseDn: PEOPLE,
          foundDn: LAB.replace(String.raw`\,`, String.raw`\2C`),
          setting,
          because: 'ambiguous',
        },
      });
    }
  });

  it('reads someone who moves to a base that was read already', async () => {
    const [there, here] = [`uid=ueli,${ZURICH}`, `uid=ueli,${PEOPLE}`];
    const source = poolOf(slapd, { bases: [SearchBase.of(PEOPLE), SearchBase.of(ZURICH)], pageSize: 1 });
    const read = await readAll(source, { onPage: (_page, number) => number === 2 && slapd.rename(there, here) });
    await slapd.rename(here, there);
    expect(namesIn(read)).toEqual(['ada', 'grace', 'heidi', 'lab', 'ueli']);
    expect(read.readReport).toMatchObject({ complete: true, entries: 5, bases: [{ entries: 3 }, { entries: 2 }] });
  });

  it('finds one person alone only where a run looks', async () => {
    const source = poolOf(slapd, {
      bases: [SearchBase.of(ROOT), SearchBase.of(ZURICH, 'oneLevel')],
      exclusions: [SearchExclusion.of(LEAVERS), SearchExclusion.of(INTERNS, 'include'), SearchExclusion.of(LAB)],
    });
    const alone = async (dn: string) => {
      const entries = [];
      const { signal } = new AbortController();
      for await (const page of new LdaptsDirectoryReader().read(source, ['uid'], signal, dn).pages)
        entries.push(...page);
      return entries.length;
    };
    const whole = await readAll(source);
    for (const [uid, container] of Object.entries(IN)) {
      const isRead = whole.entries.some(({ attributes }) => attributes['uid']?.[0] === uid);
      expect([uid, await alone(`uid=${uid},${container}`)]).toEqual([uid, isRead ? 1 : 0]);
    }
  });

  it('tells of an entry that is looked up which exclusion leaves it out', async () => {
    const source = poolOf(slapd, {
      bases: [SearchBase.of(PEOPLE), SearchBase.of(LEAVERS)],
      exclusions: [SearchExclusion.of(INTERNS)],
    });
    const { signal } = new AbortController();
    const questions = ['ada', 'leaver', 'intern', 'lab'].map((value) => ({
      value,
      attributes: ['uid'],
      orStableId: false,
    }));
    const places = [];
    for (const question of questions) {
      const { entries } = await new LdaptsEntryLookup().find(source, [question], ['uid'], signal);
      places.push(entries.map(({ isBelowBase, excludedBy }) => ({ isBelowBase, excludedBy })));
    }
    expect(places).toEqual([
      [{ isBelowBase: true }],
      [{ isBelowBase: true }],
      [{ isBelowBase: false, excludedBy: INTERNS }],
      [{ isBelowBase: false }],
    ]);
  });

  it('finds everyone with a name below all bases, so that nobody is taken for the only one', async () => {
    const source = poolOf(slapd, { bases: [SearchBase.of(PEOPLE), SearchBase.of(ZURICH)] });
    const question = { value: 'Doe', attributes: ['sn'], orStableId: false };
    const { entries, asked } = await new LdaptsEntryLookup().find(source, [question], [], new AbortController().signal);
    expect(entries).toHaveLength(5);
    expect(asked).toHaveLength(2);
  });
});

const IN = {
  ada: PEOPLE,
  grace: PEOPLE,
  leaver: LEAVERS,
  intern: INTERNS,
  heidi: ZURICH,
  ueli: ZURICH,
  lab: LAB,
};
