import { describe, expect, it } from 'vitest';

import { PagingVerifier } from '../../../src/directory/read/paging-verifier.js';
import type { PageAnswer } from '../../../src/directory/client/paged-client.js';

const question = { url: 'ldap://a', baseDn: 'dc=x', filter: '(uid=*)' };
const COOKIE = Buffer.from('next');
const LAST = Buffer.alloc(0);

const judge = (announcesPaging: boolean | undefined = true) =>
  new PagingVerifier({ search: question, pageSize: 2, announcesPaging });

const page = (entries: number, cookie: Buffer | undefined, status = 0): PageAnswer => ({
  status,
  diagnostic: '',
  entries: Array.from({ length: entries }, () => ({ dn: '', attributes: [] })),
  referrals: 0,
  cookie,
});

const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('after a page', () => {
  it('the next one is asked for with the cookie, until there is none', () => {
    const judged = judge();
    expect(judged.next(page(2, COOKIE))).toBe(COOKIE);
    expect(judged.next(page(1, LAST))).toBeUndefined();
    expect(judged.paged).toBe(true);
  });

  it('without entries the read goes on as long as there is a cookie', () => {
    const judged = judge();
    expect(judged.next(page(0, COOKIE))).toBe(COOKIE);
    expect(judged.next(page(2, LAST))).toBeUndefined();
  });

  it('and a thousand empty ones the read is given up', () => {
    const judged = judge();
    for (let count = 0; count < 1_000; count += 1) judged.next(page(0, COOKIE));
    expect(() => judged.next(page(0, COOKIE))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
  });

  it.each([true, false, undefined])(
    'a later one without the control leaves the end in doubt (announced: %s)',
    (announces) => {
      const judged = new PagingVerifier({ search: question, pageSize: 2, announcesPaging: announces });
      judged.next(page(2, COOKIE));
      expect(() => judged.next(page(1, undefined))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
    },
  );

  it.each([
    ['announces paging', true, 1],
    ['announces paging', true, 5],
    ['does not announce paging, and the answer is one page long', false, 2],
    ['does not say, and the answer is one page long', undefined, 2],
  ])('the first one without the control is in doubt when the server %s', (_, announces, entries) => {
    const judged = new PagingVerifier({ search: question, pageSize: 2, announcesPaging: announces });
    expect(() => judged.next(page(entries, undefined))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
  });

  it.each([
    [false, 1],
    [false, 3],
    [undefined, 1],
    [true, 0],
  ])('the first one without the control is the whole (announced: %s, entries: %i)', (announces, entries) => {
    const judged = new PagingVerifier({ search: question, pageSize: 2, announcesPaging: announces });
    expect(judged.next(page(entries, undefined))).toBeUndefined();
    expect(judged.paged).toBe(false);
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
  ])('that failed with result %i the read fails as %s', (status, expected) => {
    expect(() => judge().next(page(0, LAST, status))).toThrow(code(expected));
  });

  it.each([3, 4, 10, 32, 51, 80])('that failed with result %i in the middle the read is incomplete', (status) => {
    const judged = judge();
    judged.next(page(2, COOKIE));
    expect(() => judged.next(page(0, LAST, status))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
    expect(() => judge().next(page(1, LAST, status))).toThrow(code('DIRECTORY_READ_INCOMPLETE'));
  });
});
