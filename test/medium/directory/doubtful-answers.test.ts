import { describe, expect, it } from 'vitest';

import { LdaptsDirectoryReader } from '../../../src/directory/ldapts-directory-reader.js';
import { DataPoolSettings } from '../../../src/settings/data-pool-settings.js';
import { readAll, type ReadToTheEnd } from './directory-bench.js';
import { FakeDirectory, type FakePage } from './fake-directory.js';

async function read(pages: readonly FakePage[], announcesPaging = true): Promise<ReadToTheEnd & { cookies: string[] }> {
  await using directory = await FakeDirectory.start(pages, announcesPaging);
  const pool = Object.assign(new DataPoolSettings(), { urls: [directory.url], baseDn: 'dc=x', pageSize: 2 });
  return { ...(await readAll(pool)), cookies: directory.cookies };
}

const incomplete = (reason: string, entries: number) => ({
  error: { code: 'DIRECTORY_READ_INCOMPLETE', params: { baseDn: 'dc=x', reason } },
  certificate: { complete: false, reason: 'DIRECTORY_READ_INCOMPLETE', entries },
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
      certificate: { complete: true, paged: true, pages: 3, entries: 5 },
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
      certificate: { complete: true, pages: 3, entries: 3 },
    });
    expect(await read([{ cookie: 'page-2' }, { entries: 1, cookie: '' }])).toMatchObject({
      certificate: { complete: true, entries: 1 },
    });
  });

  it('goes on after a page of nothing but referrals', async () => {
    expect(
      await read([
        { referrals: 2, cookie: 'page-2' },
        { entries: 1, referrals: 1, cookie: '' },
      ]),
    ).toMatchObject({
      certificate: { complete: true, entries: 1, referrals: 3 },
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
      certificate: { complete: true, paged: false, pages: 1, entries: 7 },
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
      certificate: { complete: false, reason: code },
    });
  });

  it('fails, or is incomplete, when an answer cannot be read', async () => {
    const reason = 'the answer cannot be read';
    expect((await read([{ entries: 1, isUnreadable: true }])).error).toMatchObject({
      code: 'LDAP_SEARCH_FAILED',
      params: { reason },
    });
    expect(await read([{ entries: 2, cookie: 'page-2' }, { isUnreadable: true }])).toMatchObject(incomplete(reason, 2));
  });

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
