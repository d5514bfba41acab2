import { describe, expect, it } from 'vitest';

import { LdaptsDirectoryReader } from '../../../src/directory/read/ldapts-directory-reader.js';
import { sourceOf } from '../../services/source-of.js';
import { TlsSettings } from '../../../src/settings/schema/data-pool-settings.js';
import { element, pagingControl, SUCCESS } from '../../unit/directory/wire/messages.js';
import { readAll, type ReadResult } from './test-directory.js';
import { FakeDirectory, type FakePage, type MessageOf } from './fake-directory.js';

const UNREADABLE = 'the response cannot be read';
const ENTRY = element(0x64, element(0x04, 'x'), element(0x30));

/** Encodes a message with the message id of the request. */
const respondWith =
  (...parts: readonly Uint8Array[]): MessageOf =>
  (messageId) =>
    element(0x30, element(0x02, Buffer.of(messageId)), ...parts);

async function read(
  pages: readonly FakePage[],
  announcesPaging = true,
  pageSize = 2,
): Promise<ReadResult & { cookies: string[] }> {
  await using directory = await FakeDirectory.start(pages, announcesPaging);
  const pool = sourceOf({ urls: [directory.url], baseDn: 'dc=x', pageSize });
  return { ...(await readAll(pool)), cookies: directory.cookies };
}

const incomplete = (reason: string, entries: number) => ({
  error: { code: 'DIRECTORY_READ_INCOMPLETE', params: { baseDn: 'dc=x', reason } },
  readReport: { complete: false, reason: 'DIRECTORY_READ_INCOMPLETE', entries },
});

describe('a read with unusual responses', () => {
  it('ends with the last page', async () => {
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

  it('continues after an empty page with a cookie', async () => {
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

  it('continues after a page that contains only referrals', async () => {
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
      incomplete('no paging control in the response', 2),
    );
  });

  it('is incomplete when the first page lacks a control that the server announces', async () => {
    expect(await read([{ entries: 1 }])).toMatchObject(incomplete('no paging control in the response', 0));
  });

  it.each([
    ['does not support the control', { status: 12 }],
    ['does not permit it', { status: 53 }],
    ['ignores it, which looks like one page', { entries: 2 }],
  ])('requests the whole result at once when the server %s', async (_, first) => {
    const whole = await read([first, { entries: 5 }], false);
    expect(whole).toMatchObject({
      error: undefined,
      readReport: { complete: true, paged: false, pageSize: null, entries: 5, pages: 1 },
    });
    expect(await read([first, { entries: 5, status: 4 }], false)).toMatchObject(incomplete('sizeLimitExceeded', 0));
    expect(await read([first, { status: 53 }], false)).toMatchObject({ readReport: { complete: false } });
  });

  it('requests smaller pages when the first page is refused, and says so', async () => {
    const small = await read([{ status: 11 }, { entries: 3, status: 4 }, { entries: 10, cookie: '' }], true, 100);
    expect(small).toMatchObject({
      error: undefined,
      readReport: { complete: true, pageSize: 10, refusedPageSize: 100, entries: 10 },
    });
    const refused = Array.from({ length: 9 }, () => ({ status: 11 }));
    const never = await read(refused, true, 100);
    expect(never).toMatchObject({
      error: { params: { reason: 'adminLimitExceeded' } },
      readReport: { complete: false },
    });
    expect(never.cookies).toHaveLength(3);
  });

  it('does not try again what took too long for the server', async () => {
    const slow = await read([{ status: 3 }, { entries: 10, cookie: '' }], true, 100);
    expect(slow).toMatchObject({ error: { params: { reason: 'timeLimitExceeded' } }, readReport: { complete: false } });
    expect(slow.cookies).toHaveLength(1);
  });

  it('is incomplete when a response without the control is exactly one page long', async () => {
    expect(await read([{ entries: 2 }], true)).toMatchObject(incomplete('no paging control in the response', 0));
  });

  it('is complete when a server without paging returns all entries at once', async () => {
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
  ])('is incomplete when a later page has the result code %i', async (status, name) => {
    expect(
      await read([
        { entries: 2, cookie: 'page-2' },
        { entries: 1, status },
      ]),
    ).toMatchObject(incomplete(name, 2));
  });

  it('is incomplete when the size limit truncates the first page', async () => {
    expect(await read([{ entries: 1, status: 4, cookie: '' }])).toMatchObject(incomplete('sizeLimitExceeded', 0));
  });

  it.each([
    [51, 'LDAP_SEARCH_FAILED', 'busy'],
    [10, 'LDAP_SEARCH_FAILED', 'referral'],
  ])('fails when the search is refused with the result code %i', async (status, code, reason) => {
    expect(await read([{ status }])).toMatchObject({
      error: { code, params: { reason } },
      readReport: { complete: false, reason: code },
    });
  });

  it.each([
    ['an IntermediateResponse (RFC 4511 section 4.13)', element(0x79, element(0x04, 'x'))],
    ['a bind response', element(0x61, SUCCESS)],
    ['an end without a result', element(0x65)],
    ['a truncated end', element(0x65, SUCCESS, Buffer.of(0x87, 5))],
    ['a truncated reference', element(0x73, Buffer.of(0x04, 5))],
    ['a truncated control', element(0x65, SUCCESS), element(0xa0, element(0x04, Buffer.of(0x04)))],
    ['a paging control without a value', element(0x65, SUCCESS), pagingControl()],
  ])('fails, or is incomplete, when the end of a page is replaced by %s', async (_, ...parts) => {
    const instead = respondWith(...(parts as Uint8Array[]));
    expect((await read([{ entries: 1, instead }])).error).toMatchObject({
      code: 'LDAP_SEARCH_FAILED',
      params: { reason: UNREADABLE },
    });
    expect(await read([{ entries: 2, cookie: 'page-2' }, { instead }])).toMatchObject(incomplete(UNREADABLE, 2));
  });

  it.each([
    ['is truncated', respondWith(element(0x64, element(0x04, 'x'), element(0x30, Buffer.of(0x30)))), 4],
    ['belongs to another search', () => respondWith(ENTRY)(99), 2],
    ['has no length', () => Buffer.from('3080020107', 'hex'), 2],
  ])('is incomplete when an entry of the last page %s', async (_, beforeEnd, entries) => {
    const pages = [
      { entries: 2, cookie: 'page-2' },
      { entries: 1, beforeEnd, cookie: '' },
    ];
    expect(await read(pages)).toMatchObject(incomplete(UNREADABLE, entries));
  });

  it('ignores entries after the end of a page', async () => {
    const afterEnd = respondWith(ENTRY);
    expect(await read([{ entries: 1, afterEnd, cookie: '' }])).toMatchObject({
      entries: [{ dn: 'uid=user1,dc=x' }],
      readReport: { complete: true, entries: 1 },
    });
    expect(await read([{ entries: 2, afterEnd, cookie: 'page-2' }])).toMatchObject({
      entries: { length: 2 },
      readReport: { complete: false },
    });
  });

  it.each([
    ['LDAP_UNREACHABLE', 'none', element(0x61, SUCCESS, Buffer.of(0x87, 5)), UNREADABLE],
    ['LDAP_UNREACHABLE', 'starttls', element(0x78, SUCCESS, Buffer.of(0x8a, 5)), UNREADABLE],
  ] as const)(
    'fails with %s when the first response is truncated (TLS mode %s)',
    async (code, mode, response, reason) => {
      await using directory = await FakeDirectory.start([]);
      directory.onlyResponse = respondWith(response);
      const tls = Object.assign(new TlsSettings(), { mode });
      const pool = sourceOf({ urls: [directory.url], baseDn: 'dc=x', tls });
      const { error } = await readAll(pool);
      expect(error).toMatchObject({ code, params: { reason: expect.stringContaining(reason) as string } });
    },
  );

  it('requests at most one page ahead, however slowly its pages are consumed', async () => {
    await using directory = await FakeDirectory.start(
      Array.from({ length: 9 }, () => ({ entries: 2, cookie: 'page-2' })),
    );
    const pool = sourceOf({ urls: [directory.url], baseDn: 'dc=x', pageSize: 2 });
    const pages = new LdaptsDirectoryReader()
      .read(pool, ['uid'], new AbortController().signal)
      .pages[Symbol.asyncIterator]();
    for (const consumed of [1, 2, 3]) {
      await pages.next();
      await expect.poll(() => directory.cookies.length).toBe(consumed + 1);
    }
    await pages.return?.();
    expect(directory.cookies).toHaveLength(4);
  });

  it('is incomplete when the connection is lost between pages or within a page', async () => {
    expect(await read([{ entries: 2, cookie: 'page-2' }, { disconnects: true }])).toMatchObject(
      incomplete('the connection was lost', 2),
    );
    expect(
      await read([
        { entries: 2, cookie: 'page-2' },
        { entries: 1, disconnects: true },
      ]),
    ).toMatchObject(incomplete('the connection was lost', 2));
  });
});
