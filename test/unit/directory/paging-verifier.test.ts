import { describe, expect, it } from 'vitest';

import { PagingVerifier } from '../../../src/directory/read/paging-verifier.js';
import type { PageResponse } from '../../../src/directory/client/paged-client.js';

const search = { url: 'ldap://a', baseDn: 'dc=x', filter: '(uid=*)' };
const COOKIE = Buffer.from('next');
const LAST = Buffer.alloc(0);

const aVerifier = (announcesPaging: boolean | undefined = true) =>
  new PagingVerifier({ search, pageSize: 2, announcesPaging });

const page = (entries: number, cookie: Buffer | undefined, status = 0): PageResponse => ({
  status,
  diagnostic: '',
  entries: Object.assign(
    Array.from({ length: entries }, () => ({ dn: '', attributes: [] })),
    { hasRanges: false },
  ),
  referrals: 0,
  elsewhere: [],
  cookie,
});

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('a paging verifier', () => {
  it('returns the cookie of the next page until the last page', () => {
    const verifier = aVerifier();
    expect(verifier.verify(page(2, COOKIE))).toBe(COOKIE);
    expect(verifier.verify(page(1, LAST))).toBeUndefined();
    expect(verifier.paged).toBe(true);
  });

  it('accepts an empty page with a cookie', () => {
    const verifier = aVerifier();
    expect(verifier.verify(page(0, COOKIE))).toBe(COOKIE);
    expect(verifier.verify(page(2, LAST))).toBeUndefined();
  });

  it('refuses more than a thousand consecutive empty pages', () => {
    const verifier = aVerifier();
    for (let count = 0; count < 1_000; count += 1) verifier.verify(page(0, COOKIE));
    expect(() => verifier.verify(page(0, COOKIE))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
  });

  it.each([true, false, undefined])('refuses a later page without the control (announced: %s)', (announces) => {
    const verifier = new PagingVerifier({ search, pageSize: 2, announcesPaging: announces });
    verifier.verify(page(2, COOKIE));
    expect(() => verifier.verify(page(1, undefined))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
  });

  it.each([
    ['announces paging', true, 1],
    ['announces paging', true, 5],
    ['does not announce paging and the response is one page long', false, 2],
    ['hides its root DSE and the response is one page long', undefined, 2],
  ])('refuses a first page without the control when the server %s', (_, announces, entries) => {
    const verifier = new PagingVerifier({ search, pageSize: 2, announcesPaging: announces });
    expect(() => verifier.verify(page(entries, undefined))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
  });

  it.each([
    [false, 1],
    [false, 3],
    [undefined, 1],
    [true, 0],
  ])('accepts a first page without the control as complete (announced: %s, entries: %i)', (announces, entries) => {
    const verifier = new PagingVerifier({ search, pageSize: 2, announcesPaging: announces });
    expect(verifier.verify(page(entries, undefined))).toBeUndefined();
    expect(verifier.paged).toBe(false);
  });

  it.each([
    [3, 'DIRECTORY_READ_INCOMPLETE'],
    [4, 'DIRECTORY_READ_INCOMPLETE'],
    [11, 'DIRECTORY_READ_INCOMPLETE'],
    [32, 'LDAP_BASE_NOT_FOUND'],
    [34, 'LDAP_BASE_NOT_FOUND'],
    [18, 'LDAP_FILTER_REJECTED'],
    [50, 'LDAP_RIGHTS_MISSING'],
    [1, 'LDAP_SEARCH_FAILED'],
    [10, 'LDAP_SEARCH_FAILED'],
    [51, 'LDAP_SEARCH_FAILED'],
    [53, 'LDAP_SEARCH_FAILED'],
    [4_096, 'LDAP_SEARCH_FAILED'],
  ])('fails for the result code %i with %s', (status, expected) => {
    expect(() => aVerifier().verify(page(0, LAST, status))).toThrow(code(expected));
  });

  it.each([3, 4, 10, 32, 51, 80])(
    'reports an incomplete read for the result code %i after the first entry',
    (status) => {
      const verifier = aVerifier();
      verifier.verify(page(2, COOKIE));
      expect(() => verifier.verify(page(0, LAST, status))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
      expect(() => aVerifier().verify(page(1, LAST, status))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
    },
  );
});
