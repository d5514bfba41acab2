import { expect, it } from 'vitest';

import type { RefusedValue, WhyUser } from '../../../src/contract/why.js';
import { refusedValues } from '../../../src/runs/refused-values.js';

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
  expect(refusedValues(change, user())).toEqual([]);
  expect(refusedValues(change, user({ phone: '2' }, ['phone']))).toEqual([]);
});

it.each<[string, Readonly<Record<string, unknown>>, readonly string[], RefusedValue]>([
  ['the new value', { title: 'new' }, [], { field: 'title', cause: 'changed' }],
  ['another value', { title: 'third' }, [], { field: 'title', cause: 'changed' }],
  ['another state', { state: false }, [], { field: 'state', cause: 'changed' }],
  ['another attribute', { 'attributes.room': '8' }, [], { field: 'attributes.room', cause: 'changed' }],
  ['a pin', {}, ['title'], { field: 'title', cause: 'pinned' }],
  ['a pinned attribute', {}, ['attributes.room'], { field: 'attributes.room', cause: 'pinned' }],
  ['another, pinned value', { title: 'third' }, ['title'], { field: 'title', cause: 'pinned' }],
])('is refused once the person has %s', (_, values, pinned, refused) => {
  expect(refusedValues(change, user(values, pinned))).toEqual([refused]);
});

it('is refused for each of the values', () => {
  expect(refusedValues(change, user({ state: false }, ['title'])).map(({ field }) => field)).toEqual([
    'title',
    'state',
  ]);
});

it('is not refused for a new user', () => {
  expect(refusedValues({ ...change, kind: 'create' }, user({ title: 'third' }, ['title']))).toEqual([]);
});
