import { describe, expect, it } from 'vitest';

import { USER_SORTS as API_SORTS } from '../../../src/host/operator/users/user-sort.js';
import { addressOf, sortedBy, USER_SORTS, viewIn } from '../../../src/host/web/operator/users/users-view.js';

const view = (address: string) => viewIn(new URLSearchParams(address));
const DEFAULT = { query: '', state: '', notSeen: '', pinned: '', sort: 'name', order: 'asc', pages: 1 };

describe('the view of the list of users', () => {
  it('can be sorted as the API sorts', () => {
    expect(USER_SORTS).toEqual(API_SORTS);
  });

  it.each([
    ['', DEFAULT],
    ['query=ada&state=active', { ...DEFAULT, query: 'ada', state: 'active' }],
    ['notSeen=true', { ...DEFAULT, notSeen: 'true' }],
    ['pinned=true', { ...DEFAULT, pinned: 'true' }],
    ['sort=email&order=desc&pages=3', { ...DEFAULT, sort: 'email', order: 'desc', pages: 3 }],
  ])('is kept in the address "%s"', (address, expected) => {
    expect(view(address)).toEqual(expected);
    expect(new URLSearchParams(addressOf(view(address))).toString()).toBe(address);
  });

  it.each([
    ['sort=password', {}],
    ['order=up', {}],
    ['notSeen=maybe', {}],
    ['pinned=maybe', {}],
    ['pages=0', {}],
    ['pages=x', {}],
    ['pages=1.5', {}],
    ['pages=100000', { pages: 40 }],
  ])('is not what "%s" asks for', (address, expected) => {
    expect(view(address)).toEqual({ ...DEFAULT, ...expected });
  });

  it('is sorted by another column, and by the same one in the other order', () => {
    const byEmail = sortedBy(view('query=ada&pages=3&order=desc'), 'email');
    expect(byEmail).toEqual({ ...DEFAULT, query: 'ada', sort: 'email' });
    expect(sortedBy(byEmail, 'email').order).toBe('desc');
    expect(sortedBy(sortedBy(byEmail, 'email'), 'email').order).toBe('asc');
  });
});
