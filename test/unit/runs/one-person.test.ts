import { describe, expect, it } from 'vitest';

import { DEFAULT_MATCHING, type MatchingField } from '../../../src/contract/matching.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import type { BatchSyncUsers, UserRecord } from '../../../src/contract/users.js';
import type { EntryAnswer, EntryQuestion, LookedUpEntry } from '../../../src/engine/ports/entry-lookup.js';
import type { PeopleLookup } from '../../../src/engine/ports/people-lookup.js';
import type { Job } from '../../../src/processes/job.js';
import { OnePerson } from '../../../src/runs/one-person.service.js';
import type { BatchSyncSettings } from '../../../src/settings/schema/batch-sync-settings.js';
import { sourceOf } from '../../services/source-of.js';
import { nothingKnown } from '../engine/fake-container-history.js';

const job: Job = { name: 'job', symbolicName: 'job', dataPool: 'default', settingKey: 'key' };
const mapping: BatchSyncSettings['mapping'] = [
  { attribute: 'uid', field: 'userName', required: true },
  { attribute: 'upn', field: 'principalName', required: false },
  { attribute: 'mail', field: 'email', required: false },
  { attribute: 'number', field: 'employeeNumber', required: false },
];
const settings = { ...sourceOf({}), mapping };

function aUser(id: string, names: Readonly<Record<string, string>>, stableId?: string): UserRecord {
  const fields = Object.fromEntries(Object.entries(names).map(([name, value]) => [name, { value, writtenBy: null }]));
  const link = {
    dataPool: 'default',
    dn: `uid=${stableId},dc=x`,
    linkedAt: new Date(),
    notSeenSince: null,
    lastSeen: null,
  };
  const links = stableId === undefined ? [] : [{ ...link, stableId }];
  return { id, at: null, knownSince: null, fields, links, pins: {} };
}

function anEntry(name: string, state: { isBelowBase?: boolean; isMet?: boolean; unjudged?: SyncError } = {}) {
  const { isBelowBase = true, isMet = true, unjudged } = state;
  const entry = { dn: `uid=${name},dc=x`, stableId: name, attributes: {} };
  const filter = { text: '(uid=*)', isMet, parts: [] } as unknown as LookedUpEntry['filter'];
  return { entry, isBelowBase, filter, ...(unjudged && { unjudged }) };
}

class Fixture {
  known: readonly UserRecord[] = [];
  answer: Partial<EntryAnswer> = {};
  questions: readonly EntryQuestion[] = [];
  owner: string | undefined;
  matching: readonly MatchingField[] = DEFAULT_MATCHING;

  entryOf(who: string): Promise<string> {
    const users = { get: async (id: string) => this.known.find((user) => user.id === id) };
    const people = {
      users: async () => this.known.map(({ id }) => ({ id, userName: '' })),
      linked: async () => (this.owner === undefined ? undefined : { id: this.owner, userName: '' }),
    };
    const find = async (_pool: unknown, questions: readonly EntryQuestion[]): Promise<EntryAnswer> => {
      this.questions = questions;
      return { asked: [], entries: [], refusal: null, ...this.answer };
    };
    const records = users as unknown as BatchSyncUsers;
    const onePerson = new OnePerson({ find }, people as unknown as PeopleLookup, records, nothingKnown());
    return onePerson.entryOf(job, { ...settings, matching: [...this.matching] }, who);
  }
}

function fixture(values: Partial<Fixture>): Fixture {
  return Object.assign(new Fixture(), values);
}

const refused = new SyncError('LDAP_RIGHTS_MISSING', { params: { url: 'ldap://x', baseDn: 'dc=x' } });

describe('the entry of one person', () => {
  it('has the principal name of a user without a link, then its user name, never the raw text', async () => {
    const known = [aUser('4', { userName: 'ada', principalName: 'ada@x', email: 'mail@x' })];
    const given = fixture({ known, answer: { entries: [anEntry('ada')] } });
    expect(await given.entryOf('4')).toBe('uid=ada,dc=x');
    expect(given.questions).toEqual([
      { value: 'ada@x', attributes: ['upn'], orStableId: false },
      { value: 'ada', attributes: ['uid'], orStableId: false },
    ]);
  });

  it('has what the matching rules compare, in their order, of a user without a link', async () => {
    const known = [aUser('4', { userName: 'old', employeeNumber: '7', email: 'mail@x' })];
    const matching: readonly MatchingField[] = ['employeeNumber', 'email'];
    const given = fixture({ known, matching, answer: { entries: [anEntry('ada')] } });
    expect(await given.entryOf('4')).toBe('uid=ada,dc=x');
    expect(given.questions).toEqual([
      { value: '7', attributes: ['number'], orStableId: false },
      { value: 'mail@x', attributes: ['mail'], orStableId: false },
    ]);
  });

  it('is not that of another user with the same name', async () => {
    const known = [aUser('4', { userName: 'ada' })];
    const given = fixture({ known, owner: '7', answer: { entries: [anEntry('ada')] } });
    await expect(given.entryOf('4')).rejects.toMatchObject({ code: 'PERSON_NOT_FOUND' });
  });

  it('is that of the only linked user among those with the name', async () => {
    const known = [aUser('1', { userName: 'ADA' }), aUser('2', { userName: 'ada' }, 'id-2')];
    const given = fixture({ known, answer: { entries: [anEntry('ada')] } });
    await given.entryOf('ada');
    expect(given.questions[0]).toEqual({ dn: 'uid=id-2,dc=x', stableId: 'id-2' });
  });

  it.each([
    ['a key that is also the name of someone else', [aUser('4', {}), aUser('9', { userName: '4' }, 'id-9')], '4'],
    ['a name of two linked users', [aUser('1', {}, 'id-1'), aUser('2', {}, 'id-2')], 'ada'],
    ['a name of two users without a link', [aUser('1', {}), aUser('2', {})], 'ada'],
  ])('is ambiguous with %s', async (_, known, who) => {
    await expect(fixture({ known }).entryOf(who)).rejects.toMatchObject({ code: 'PERSON_AMBIGUOUS' });
  });

  it('is the only one below the base that meets the filter', async () => {
    const others = [anEntry('away', { isBelowBase: false }), anEntry('hidden', { isMet: false })];
    const entries = [...others, anEntry('ada')];
    expect(await fixture({ answer: { entries } }).entryOf('ada')).toBe('uid=ada,dc=x');
  });

  it.each<[string, Partial<EntryAnswer>, string]>([
    ['two that a run reads', { entries: [anEntry('a'), anEntry('b')] }, 'PERSON_AMBIGUOUS'],
    ['none', {}, 'PERSON_NOT_FOUND'],
    [
      'several that no run reads',
      { entries: [anEntry('a', { isMet: false }), anEntry('b', { isMet: false })] },
      'PERSON_NOT_FOUND',
    ],
    ['one outside the base', { entries: [anEntry('a', { isBelowBase: false })] }, 'ENTRY_OUTSIDE_BASE'],
    [
      'one that is excluded',
      { entries: [{ ...anEntry('a', { isBelowBase: false }), excludedBy: 'ou=x' }] },
      'ENTRY_OUTSIDE_BASE',
    ],
    ['one that the filter hides', { entries: [anEntry('a', { isMet: false })] }, 'ENTRY_FILTERED_OUT'],
    ['a filter that was not judged', { entries: [anEntry('a', { isMet: false, unjudged: refused })] }, refused.code],
    ['a refused search', { refusal: refused }, refused.code],
    [
      'a refused search and one elsewhere',
      { refusal: refused, entries: [anEntry('a', { isBelowBase: false })] },
      refused.code,
    ],
    ['a part of the entries', { cut: refused, entries: [anEntry('a')] }, refused.code],
  ])('with %s, is refused', async (_, answer, code) => {
    await expect(fixture({ answer }).entryOf('ada')).rejects.toMatchObject({ code });
  });
});
