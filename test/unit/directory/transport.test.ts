import { expect, it } from 'vitest';

import { TlsSettings } from '../../../src/settings/schema/data-pool-settings.js';

import { tlsOptions } from '../../../src/directory/client/transport.js';

it('sends the server name in the TLS handshake', () => {
  expect(tlsOptions('ldap.example.org', new TlsSettings())).toMatchObject({
    host: 'ldap.example.org',
    servername: 'ldap.example.org',
  });
});

it.each(['127.0.0.1', '::1'])('sends no server name for the address %s (RFC 6066 section 3)', (host) => {
  expect(tlsOptions(host, new TlsSettings())).toMatchObject({ host, servername: '' });
});

it('checks another name than that of the address, if one is set', () => {
  const tls = Object.assign(new TlsSettings(), { serverName: 'dc1.corp.example', minVersion: 'TLSv1.3' });
  expect(tlsOptions('127.0.0.1', tls)).toMatchObject({
    host: 'dc1.corp.example',
    servername: 'dc1.corp.example',
    minVersion: 'TLSv1.3',
  });
});
