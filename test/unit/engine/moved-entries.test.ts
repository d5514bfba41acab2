import { Logger } from '@nestjs/common';
import { beforeEach, expect, it, vi } from 'vitest';

import { SyncError } from '../../../src/contract/sync-error.js';
import type { EntryAnswer, EntryQuestion, LookedUpEntry } from '../../../src/engine/ports/entry-lookup.js';
import type { SharedStableId, StoredRead } from '../../../src/engine/ports/read-store.js';
import { MovedEntries } from '../../../src/engine/read/moved-entries.service.js';
import type { DirectorySource } from '../../../src/settings/schema/directory-source.js';
import { SearchSettings } from '../../../src/settings/schema/search-settings.js';
import { SearchBase, SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { sourceOf } from '../../services/source-of.js';

const SOURCE = sourceOf({ urls: ['ldap://a', 'ldap://b'], baseDn: 'dc=example' });

/** What the directory answers about a DN: whether the entry is there, or an error or a refusal. */
type Answer = 'there' | 'gone' | { readonly refused: SyncError } | { readonly failed: SyncError };

const NO_SUCH_OBJECT = new SyncError('LDAP_BASE_NOT_FOUND', { params: { baseDn: 'cn=0' } });
const RIGHTS_MISSING = new SyncError('LDAP_RIGHTS_MISSING', { params: { baseDn: 'cn=0' } });
const TIMEOUT = new SyncError('LDAP_TIMEOUT', { params: { url: 'ldap://a', seconds: 4 } });

beforeEach(() => void vi.spyOn(Logger.prototype, 'warn').mockReturnValue());

it.each<[string, readonly Answer[], readonly number[]]>([
  ['gone: it moved', ['gone'], [0]],
  ['no such object: it moved', [{ refused: NO_SUCH_OBJECT }], [0]],
  ['still there: two entries', ['there'], []],
  ['not shown: nothing is known', [{ refused: RIGHTS_MISSING }], []],
  ['not answered: nothing is known', [{ failed: TIMEOUT }], []],
  ['gone twice: it moved twice', ['gone', 'gone'], [0, 1]],
  ['gone and still there: two entries', ['gone', 'there'], []],
])('the entry under the earlier DN is %s', async (_, answers, dropped) => {
  const { moved, asked } = directoryOf(new Map(answers.map((answer, n) => [`cn=${n}`, answer])));
  const { store, drops } = storeOf([shared('a', answers.length + 1)]);

  expect(await moved.drop(store, SOURCE, 'ldap://b', new AbortController().signal)).toBe(dropped.length);
  expect(drops).toEqual(dropped);
  expect(asked[0]).toMatchObject({ urls: ['ldap://b'], questions: [{ dn: 'cn=0', stableId: 'a' }] });
  expect(asked.flatMap(({ questions }) => questions)).not.toContainEqual({ dn: `cn=${answers.length}`, stableId: 'a' });
});

it('the entry is asked for without the containers of the job, which would be looked up each time', async () => {
  const { moved, asked } = directoryOf(new Map([['cn=0', 'gone']]));
  const search = {
    bases: [SearchBase.of('ou=a'), SearchBase.of('ou=b')],
    exclusions: [SearchExclusion.of('ou=c,ou=a')],
  };
  const source = { ...SOURCE, search: Object.assign(new SearchSettings(), search) };
  await moved.drop(storeOf([shared('a', 2)]).store, source, 'ldap://a', new AbortController().signal);
  expect(asked.map(({ containers }) => containers)).toEqual([['cn=0']]);
});

it('keeps what was found out before the directory failed', async () => {
  const { moved } = directoryOf(
    new Map<string, Answer>([
      ['cn=0', 'gone'],
      ['cn=2', { failed: TIMEOUT }],
    ]),
  );
  const { store, drops } = storeOf([shared('a', 2), shared('b', 2, 2), shared('c', 2, 4)]);
  await moved.drop(store, SOURCE, 'ldap://a', new AbortController().signal);
  expect(drops).toEqual([0]);
});

it('drops nothing once its time is up, and passes other errors on', async () => {
  const { store, drops } = storeOf([shared('a', 2)]);
  const find = async (_pool: unknown, _questions: unknown, _attributes: unknown, signal: AbortSignal) => {
    signal.throwIfAborted();
    throw new TypeError('a defect');
  };
  const drop = () => new MovedEntries({ find }).drop(store, SOURCE, 'ldap://a', new AbortController().signal);
  await expect(drop()).rejects.toThrow('a defect');
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort(new DOMException('late', 'TimeoutError')));
  expect(await drop()).toBe(0);
  expect(drops).toEqual([]);
});

it('ends when the run ends', async () => {
  const run = new AbortController();
  const { moved } = directoryOf(new Map([['cn=0', { failed: TIMEOUT }]]), () => run.abort());
  const { store, drops } = storeOf([shared('a', 2)]);
  await expect(moved.drop(store, SOURCE, 'ldap://a', run.signal)).rejects.toMatchObject({ code: 'RUN_INTERRUPTED' });
  expect(drops).toEqual([]);
});

function shared(stableId: string, count: number, first = 0): SharedStableId {
  return {
    stableId,
    entries: Array.from({ length: count }, (_, index) => ({ n: first + index, dn: `cn=${first + index}` })),
  };
}

function directoryOf(answers: ReadonlyMap<string, Answer>, onAsked: () => void = () => undefined) {
  const asked: { urls: readonly string[]; questions: readonly EntryQuestion[]; containers: readonly string[] }[] = [];
  const find = async (
    { dataPool, search }: DirectorySource,
    questions: readonly EntryQuestion[],
  ): Promise<EntryAnswer> => {
    const containers = [...search.bases, ...search.exclusions].map(({ dn }) => dn);
    asked.push({ urls: dataPool.urls, questions, containers });
    onAsked();
    const [question] = questions;
    const answer = answers.get(question && 'dn' in question ? question.dn : '');
    if (answer === undefined) throw new Error('unexpected question');
    if (typeof answer === 'object' && 'failed' in answer) throw answer.failed;
    const entries = answer === 'there' ? [{} as LookedUpEntry] : [];
    return { asked: [], entries, refusal: typeof answer === 'object' ? answer.refused : null };
  };
  return { moved: new MovedEntries({ find }), asked };
}

function storeOf(sharedIds: readonly SharedStableId[]) {
  const drops: number[] = [];
  const store = {
    sharedStableIds: async () => sharedIds,
    drop: async (numbers: readonly number[]) => void drops.push(...numbers),
  } as unknown as StoredRead;
  return { store, drops };
}
