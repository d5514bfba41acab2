import { expect, it } from 'vitest';

import { pinRequests } from '../../../src/host/web/operator/users/pin-requests.js';

it('sends the pins that are new and those that were removed, until the end of a day', () => {
  const requests = pinRequests(['email', 'state'], { names: ['state', 'title'], until: '2999-12-31' });
  expect(requests).toEqual({ title: { expiresAt: new Date(3000, 0, 1).toISOString() }, email: null });
  expect(pinRequests([], { names: ['title'], until: '' })).toEqual({ title: { expiresAt: null } });
  expect(pinRequests(['title'], { names: ['title'], until: '2999-12-31' })).toEqual({});
});
