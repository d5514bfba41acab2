import { expect, it } from 'vitest';

import { inFieldOrder } from '../../../src/contract/field-order.js';

it('fields of a change are in the order of the user, not of the length of their names', () => {
  const stored = {
    email: 'e',
    phone: 'p',
    state: 's',
    title: 't',
    lastName: 'l',
    userName: 'u',
    'attributes.b': 'b',
    'attributes.a': 'a',
  };

  expect(Object.keys(inFieldOrder(stored))).toEqual([
    'userName',
    'lastName',
    'email',
    'phone',
    'title',
    'attributes.a',
    'attributes.b',
    'state',
  ]);
});
