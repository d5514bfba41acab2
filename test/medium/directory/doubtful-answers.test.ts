import { describe, expect, it } from 'vitest';

import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import { DataPoolSettings, TlsSettings } from '../../../src/settings/schema/data-pool-settings.js';
import { element, pagingControl, SUCCESS } from '../../unit/directory/wire/messages.js';
import { readAll, type ReadToTheEnd } from './directory-bench.js';
import { FakeDirectory, type FakePage, type Odd } from './fake-directory.js';

const UNREADABLE = 'the answer cannot be read';
const ENTRY = element(0x64, element(0x04, 'x'), element(0x30));

/** A message that answers the one of the id. */
const answering =
  (...parts: readonly Uint8Array[]): Odd =>
  (messageId) =>
    element(0x30, element(0x02, Buffer.of(messageId)), ...parts);

async function read(pages: readonly FakePage[], announcesPaging = true): Promise<ReadToTheEnd & { cookies: string[] }> {
  await using directory = await FakeDirectory.start(pages, announcesPaging);
  const pool = Object.assign(new DataPoolSettings(), { urls: [directory.url], baseDn: 'dc=x', pageSize: 2 });
  return { ...(await readAll(pool)), cookies: directory.cookies };
}

const incomplete = (reason: string, entries: number) => ({
  error: { code: 'DIRECTORY_READ_INCOMPLETE', params: { baseDn: 'dc=x', reason } },
  readReport: { complete: false, reason: 'DIRECTORY_READ_INCOMPLETE', entries },
});

describe('a read whose server answers strangely', () => {
  it('ends with the last of the pages', async () => {
    const done = await read([
      { entries: 2, cookie: 'page-2' },
      { entries: 2, cookie: 'page-3' },
      { entries: 1, cookie: '' },
    ]);
    expect(done).toMatchObject({
      error: undefined,
      readReport: { complete: true, paged: true, pages: 3, entries: 5 },
    });
    expect(done.cookies).toEqual(['', 'page-2', 'page-3']);
  });

  it('goes on after an empty page with a cookie', async () => {
    const pages = [
      { entries: 2, cookie: 'page-2' },
      { entries: 0, cookie: 'page-3' },
      { entries: 1, cookie: '' },
    ];
    expect(await read(pages)).toMatchObject({
      error: undefined,
      readReport: { complete: true, pages: 3, entries: 3 },
    });
    expect(await read([{ cookie: 'page-2' }, { entries: 1, cookie: '' }])).toMatchObject({
      readReport: { complete: true, entries: 1 },
    });
  });

  it('goes on after a page of nothing but referrals', async () => {
    expect(
      await read([
        { referrals: 2, cookie: 'page-2' },
        { entries: 1, referrals: 1, cookie: '' },
      ]),
    ).toMatchObject({
      readReport: { complete: true, entries: 1, referrals: 3 },
    });
  });

  it('is incomplete when a later page lacks the control', async () => {
    expect(await read([{ entries: 2, cookie: 'page-2' }, { entries: 2 }])).toMatchObject(
      incomplete('no paging control in the answer', 2),
    );
  });

  it('is incomplete when the first page lacks a control that the server announces', async () => {
    expect(await read([{ entries: 1 }])).toMatchObject(incomplete('no paging control in the answer', 0));
  });

  it('is incomplete when an answer without the control is just one page long', async () => {
    expect(await read([{ entries: 2 }], false)).toMatchObject(incomplete('no paging control in the answer', 0));
  });

  it('is whole when a server that knows no paging sends all at once', async () => {
    expect(await read([{ entries: 7 }], false)).toMatchObject({
      error: undefined,
      readReport: { complete: true, paged: false, pages: 1, entries: 7 },
    });
  });

  it.each([
    [3, 'timeLimitExceeded'],
    [4, 'sizeLimitExceeded'],
    [11, 'adminLimitExceeded'],
    [51, 'busy'],
    [10, 'referral'],
    [32, 'noSuchObject'],
    [99, 'result code 99'],
  ])('is incomplete when a later page ends with result %i', async (status, name) => {
    expect(
      await read([
        { entries: 2, cookie: 'page-2' },
        { entries: 1, status },
      ]),
    ).toMatchObject(incomplete(name, 2));
  });

  it('is incomplete when the size limit cuts the first page short', async () => {
    expect(await read([{ entries: 1, status: 4, cookie: '' }])).toMatchObject(incomplete('sizeLimitExceeded', 0));
  });

  it.each([
    [51, 'LDAP_SEARCH_FAILED', 'busy'],
    [10, 'LDAP_SEARCH_FAILED', 'referral'],
    [12, 'LDAP_SEARCH_FAILED', 'unavailableCriticalExtension'],
  ])('fails when the search is refused with result %i', async (status, code, reason) => {
    expect(await read([{ status }])).toMatchObject({
      error: { code, params: { reason } },
      readReport: { complete: false, reason: code },
    });
  });

  it.each([
    ['an IntermediateResponse (RFC 4511 section 4.13)', element(0x79, element(0x04, 'x'))],
    ['an answer to a bind', element(0x61, SUCCESS)],
    ['an end without a result', element(0x65)],
    ['an end that breaks off', element(0x65, SUCCESS, Buffer.of(0x87, 5))],
    ['a reference that breaks off', element(0x73, Buffer.of(0x04, 5))],
    ['a control that breaks off', element(0x65, SUCCESS), element(0xa0, element(0x04, Buffer.of(0x04)))],
    ['a paging control without a value', element(0x65, SUCCESS), pagingControl()],
  ])('fails, or is incomplete, when what comes for its end is %s', async (_, ...parts) => {
    const instead = answering(...(parts as Uint8Array[]));
    expect((await read([{ entries: 1, instead }])).error).toMatchObject({
      code: 'LDAP_SEARCH_FAILED',
      params: { reason: UNREADABLE },
    });
    expect(await read([{ entries: 2, cookie: 'page-2' }, { instead }])).toMatchObject(incomplete(UNREADABLE, 2));
  });

  it.each([
    ['breaks off', answering(element(0x64, element(0x04, 'x'), element(0x30, Buffer.of(0x30)))), 4],
    ['is of another search', () => answering(ENTRY)(99), 2],
    ['has no length', () => Buffer.from('3080020107', 'hex'), 2],
  ])('is incomplete when an entry of the last page %s', async (_, amidst, entries) => {
    const pages = [
      { entries: 2, cookie: 'page-2' },
      { entries: 1, amidst, cookie: '' },
    ];
    expect(await read(pages)).toMatchObject(incomplete(UNREADABLE, entries));
  });

  it('does not take what comes behind the end', async () => {
    const behind = answering(ENTRY);
    expect(await read([{ entries: 1, behind, cookie: '' }])).toMatchObject({
      entries: [{ dn: 'uid=user1,dc=x' }],
      readReport: { complete: true, entries: 1 },
    });
    expect(await read([{ entries: 2, behind, cookie: 'page-2' }])).toMatchObject({
      entries: { length: 2 },
      readReport: { complete: false },
    });
  });

  it.each([
    ['LDAP_UNREACHABLE', 'none', element(0x61, SUCCESS, Buffer.of(0x87, 5)), UNREADABLE],
    ['LDAP_TLS_FAILED', 'starttls', element(0x78, SUCCESS, Buffer.of(0x8a, 5)), 'not an LDAP message'],
  ] as const)(
    'does not begin (%s) where the first answer breaks off, TLS being %s',
    async (code, mode, answer, reason) => {
      await using directory = await FakeDirectory.start([]);
      directory.onlyAnswer = answering(answer);
      const tls = Object.assign(new TlsSettings(), { mode });
      const pool = Object.assign(new DataPoolSettings(), { urls: [directory.url], baseDn: 'dc=x', tls });
      const { error } = await readAll(pool);
      expect(error).toMatchObject({ code, params: { reason: expect.stringContaining(reason) as string } });
    },
  );

  it('asks ahead for one page and no more, however slowly its pages are taken', async () => {
    await using directory = await FakeDirectory.start(
      Array.from({ length: 9 }, () => ({ entries: 2, cookie: 'page-2' })),
    );
    const pool = Object.assign(new DataPoolSettings(), { urls: [directory.url], baseDn: 'dc=x', pageSize: 2 });
    const pages = new LdaptsDirectoryReader()
      .read(pool, ['uid'], new AbortController().signal)
      .pages[Symbol.asyncIterator]();
    for (const taken of [1, 2, 3]) {
      await pages.next();
      await expect.poll(() => directory.cookies.length).toBe(taken + 1);
    }
    await pages.return?.();
    expect(directory.cookies).toHaveLength(4);
  });

  it('is incomplete when the connection breaks off between pages or within one', async () => {
    expect(await read([{ entries: 2, cookie: 'page-2' }, { breaksOff: true }])).toMatchObject(
      incomplete('the connection was lost', 2),
    );
    expect(
      await read([
        { entries: 2, cookie: 'page-2' },
        { entries: 1, breaksOff: true },
      ]),
    ).toMatchObject(incomplete('the connection was lost', 2));
  });
});
