import { describe, expect, it } from 'vitest';

import { AllowedTargets } from '../../../src/directory/client/allowed-targets.js';
import { LdaptsDomainControllers } from '../../../src/directory/domain-controllers/ldapts-domain-controllers.js';
import { poolOf } from '../directory/test-directory.js';
import { aDirectory } from '../directory/test-directory.js';
import { DnsServer } from './dns-server.js';
import { anActiveDirectory, securePoolOf } from './test-servers.js';

const RECORDS = {
  '_ldap._tcp.dc._msdcs.corp.example': [
    { name: 'dc3.corp.example', priority: 10, weight: 100 },
    { name: 'DC2.corp.example', priority: 0, weight: 50 },
    { name: 'dc1.corp.example', priority: 0, weight: 100 },
    { name: 'not a host', priority: 0, weight: 200 },
  ],
};

const listed = (dns: DnsServer, allowed?: readonly string[]) =>
  new LdaptsDomainControllers(AllowedTargets.of(allowed), () => dns.resolver());

describe('the domain controllers', async () => {
  const [domain, slapd] = await Promise.all([anActiveDirectory(), aDirectory()]);

  it.each([
    ['its bind user', { bindDn: 'CN=reader,CN=Users,DC=corp,DC=example' }],
    ['the principal name of its bind user', { bindDn: 'reader@corp.example' }],
    ['its server', { urls: ['ldaps://dc1.corp.example'], bindDn: 'CORP\\reader' }],
    ['the name of the domain as its server', { urls: ['ldaps://corp.example'], bindDn: 'CORP\\reader' }],
  ])('are those that DNS names for the domain of a data pool, by %s, the preferred ones first', async (_, part) => {
    await using dns = await DnsServer.start(RECORDS);
    const { controllers, ...from } = await listed(dns).list(securePoolOf(domain, part));
    expect(from).toEqual({ domain: 'corp.example', source: 'dns' });
    const urls = ['ldaps://dc1.corp.example', 'ldaps://dc2.corp.example', 'ldaps://dc3.corp.example'];
    expect(controllers.map(({ url }) => url)).toEqual(urls);
  });

  it('show which of them the data pool has, and which the host permits', async () => {
    await using dns = await DnsServer.start(RECORDS);
    const pool = poolOf(domain, { urls: ['ldap://dc2.corp.example'] });
    const { controllers } = await listed(dns, ['dc1.corp.example', 'dc2.corp.example']).list(pool, 'corp.example');
    expect(controllers).toEqual([
      {
        url: 'ldap://dc1.corp.example',
        host: 'dc1.corp.example',
        priority: 0,
        site: null,
        isAllowed: true,
        isUsed: false,
      },
      {
        url: 'ldap://dc2.corp.example',
        host: 'dc2.corp.example',
        priority: 0,
        site: null,
        isAllowed: true,
        isUsed: true,
      },
      {
        url: 'ldap://dc3.corp.example',
        host: 'dc3.corp.example',
        priority: 10,
        site: null,
        isAllowed: false,
        isUsed: false,
      },
    ]);
  });

  it('are those in the sites of the directory when DNS knows none', async () => {
    await using dns = await DnsServer.start({});
    expect(await listed(dns).list(securePoolOf(domain))).toMatchObject({
      domain: 'corp.example',
      source: 'directory',
      controllers: [{ url: 'ldaps://dc1.corp.example', priority: null, site: 'Default-First-Site-Name' }],
    });
    expect(dns.asked).toContain('_ldap._tcp.dc._msdcs.corp.example');
  });

  it('are not found elsewhere than in Active Directory, nor in another domain', async () => {
    await using dns = await DnsServer.start(RECORDS);
    await expect(listed(dns).list(poolOf(slapd))).rejects.toMatchObject({
      code: 'DOMAIN_CONTROLLERS_NOT_FOUND',
      params: { because: 'unknown' },
    });
    await expect(listed(dns).list(securePoolOf(domain), 'other.example')).rejects.toMatchObject({
      code: 'DOMAIN_CONTROLLERS_NOT_FOUND',
      params: { domain: 'other.example' },
    });
  });

  it('are not asked for at a server that the host does not permit', async () => {
    await using dns = await DnsServer.start({});
    const asked = listed(dns, ['ldap.corp.example']).list(securePoolOf(domain));
    await expect(asked).rejects.toMatchObject({ code: 'LDAP_TARGET_REFUSED' });
  });
});
