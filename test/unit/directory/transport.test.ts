import { expect, it } from 'vitest';

import { tlsOptions } from '../../../src/directory/client/transport.js';

it('sends the server name in the TLS handshake', () => {
  expect(tlsOptions('ldap.example.org', undefined)).toMatchObject({
    host: 'ldap.example.org',
    servername: 'ldap.example.org',
  });
});

it.each(['127.0.0.1', '::1'])('sends no server name for the address %s (RFC 6066 section 3)', (host) => {
  expect(tlsOptions(host, undefined)).toMatchObject({ host, servername: '' });
});
