import { expect, it } from 'vitest';

import type { WhyUser } from '../../../src/contract/why.js';
import { wouldBeRefused } from '../../../src/runs/would-be-refused.js';

const change = {
  kind: 'update',
  before: { title: 'old', state: true, dn: 'cn=old', attributes: { room: null } },
  after: { title: 'new', state: false, dn: 'cn=new', attributes: { room: '7' } },
} as const;
const pin = { by: null, at: new Date(0), reason: 'x', expiresAt: null };

function user(values: Readonly<Record<string, unknown>> = {}, pinned: readonly string[] = []) {
  const present = { title: 'old', state: true, dn: 'cn=elsewhere', phone: '1', ...values };
  const fields = Object.fromEntries(Object.entries(present).map(([name, value]) => [name, { value, writtenBy: null }]));
  const pins = Object.fromEntries(pinned.map((name) => [name, pin]));
  return { fields, pins } as unknown as Pick<WhyUser, 'fields' | 'pins'>;
}

it('is not refused while the person has the values that it replaces, wherever the entry is', () => {
  expect(wouldBeRefused(change, user())).toBe(false);
  expect(wouldBeRefused(change, user({ phone: '2' }, ['phone']))).toBe(false);
});

it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
  ['the new value', { title: 'new' }, []],
  ['another value', { title: 'third' }, []],
  ['another state', { state: false }, []],
  ['another attribute', { 'attributes.room': '8' }, []],
  ['a pin', {}, ['title']],
  ['a pinned attribute', {}, ['attributes.room']],
])('is refused once the person has %s', (_, values, pinned) => {
  expect(wouldBeRefused(change, user(values, pinned))).toBe(true);
});

it('is not refused for a new user', () => {
  expect(wouldBeRefused({ ...change, kind: 'create' }, user({ title: 'third' }, ['title']))).toBe(false);
});
