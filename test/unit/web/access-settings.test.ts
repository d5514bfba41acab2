import { expect, it } from 'vitest';

import { accessSettings } from '../../../src/host/web/admin/set-up/access-settings.js';

const access = { address: '', user: '', password: '', ca: null, further: ['ldaps://dc2'] };
const settings = (url: string, user = '') => accessSettings({ ...access, user }, { url, mode: 'ldaps' });

it('further servers of a data pool stay behind the one that is entered, and none is named twice', () => {
  expect(settings('ldaps://dc1')).toMatchObject({ urls: ['ldaps://dc1', 'ldaps://dc2'] });
  expect(settings('ldaps://dc9')).toMatchObject({ urls: ['ldaps://dc9', 'ldaps://dc2'] });
  expect(settings('ldaps://dc2')).toMatchObject({ urls: ['ldaps://dc2'] });
});

it('who is entered signs in with a password; how nobody signs in stays', () => {
  expect(settings('ldaps://dc1', 'cn=reader')).toMatchObject({ bindDn: 'cn=reader', authentication: 'simple' });
  expect(settings('ldaps://dc1')).not.toHaveProperty('authentication');
});
