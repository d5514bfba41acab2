import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { AllowedTargets } from '../../../src/directory/client/allowed-targets.js';
import { LdaptsDomainControllers } from '../../../src/directory/domain-controllers/ldapts-domain-controllers.js';
import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import { LdaptsDirectoryProposals } from '../../../src/directory/proposal/ldapts-directory-proposals.js';
import type { ProposalQuestion } from '../../../src/engine/ports/directory-proposals.js';
import { selfSigned, TestAuthority } from '../../services/certificates.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { sourceOf, type SourcePart } from '../../services/source-of.js';
import { FakeDirectory } from './fake-directory.js';
import { aDirectory, poolOf, temporaryFolder } from './test-directory.js';

const BASE = 'dc=example,dc=org';
const asked = (part: Partial<ProposalQuestion> = {}): ProposalQuestion => ({
  fields: new Set(USER_FIELDS),
  ...part,
});
const proposals = new LdaptsDirectoryProposals();

describe('a proposal of OpenLDAP', async () => {
  const slapd = await aDirectory({
    ldif: [
      peopleLdif(30),
      ldif(`uid=secret,ou=people,${BASE}`, {
        objectClass: ['inetOrgPerson', 'uidObject'],
        uid: 'secret',
        cn: 'With password',
        sn: 'Secret',
        userPassword: 'never-shown',
        initials: 'WP',
        jpegPhoto: Buffer.from([0xff, 0xd8, 0xff, 0x00]),
      }),
      ldif(`cn=staff,${BASE}`, { objectClass: 'groupOfNames', cn: 'staff', member: `uid=secret,ou=people,${BASE}` }),
    ].join(''),
    databaseConfig: [`access to attrs=userPassword by dn.exact="cn=reader,${BASE}" read by anonymous auth by * none`],
  });
  const propose = (part: Partial<ProposalQuestion> = {}, pool: SourcePart = {}) =>
    proposals.propose(poolOf(slapd, { baseDn: '', ...pool }), asked(part));

  it('is asked for longer before a run than when a host starts', async () => {
    const totals = { start: 0, run: 20_000, certificates: 0, proposal: 0 };
    const asking = new LdaptsDirectoryProposals(undefined, undefined, totals);
    expect(await asking.usualMapping(poolOf(slapd), 'start')).toBeUndefined();
    expect(await asking.usualMapping(poolOf(slapd), 'run')).toMatchObject({ userName: 'uid' });
  });

  it('names the product, its tree with the number of people, and how they are identified', async () => {
    expect(await propose()).toMatchObject({
      server: slapd.url,
      dialect: 'openLdap',
      product: 'OpenLDAP',
      bases: [{ dn: BASE, people: { count: 31, isAtLeast: false }, isProposed: true }],
      filter: '(objectClass=inetOrgPerson)',
      matches: { count: 31, isAtLeast: false },
      activeRules: ['locked'],
      stableId: { attribute: 'entryUUID', entries: 31 },
      sampled: 31,
      notes: [],
    });
  });

  it('maps what entries have, with the share of entries and real values', async () => {
    const { mapping, unfilled } = await propose();
    const rows = new Map(mapping.map((row) => [row.field, row]));
    expect(rows.get('userName')).toEqual({
      field: 'userName',
      required: true,
      attribute: 'uid',
      entries: 31,
      values: ['user000001', 'user000002', 'user000003'],
    });
    expect(rows.get('email')).toMatchObject({ attribute: 'mail', entries: 30, required: false });
    expect(rows.get('department')).toMatchObject({ attribute: 'departmentNumber' });
    expect(unfilled).toEqual(['organization', 'organizationalUnit', 'principalName']);
  });

  it('shows what is left, never a secret, and offers further names of the schema', async () => {
    const { unmapped, names } = await propose();
    expect(unmapped).toEqual([
      { attribute: 'initials', entries: 1, values: ['WP'] },
      { attribute: 'jpegPhoto', entries: 1, values: [String.raw`\xff\xd8\xff\x00`] },
      { attribute: 'userPassword', entries: 1, values: [] },
    ]);
    expect(names).toEqual(expect.arrayContaining(['pager', 'employeeType', 'preferredLanguage']));
    expect(names).not.toEqual(expect.arrayContaining(['userPassword']));
    expect(names.filter((name) => /^(?:uid|entryUUID|objectClass|createTimestamp|olc.*)$/i.test(name))).toEqual([]);
  });

  it('says whom else a filter finds, and whom it does not find', async () => {
    const { notes, matches } = await propose({ filter: '(|(uid=user00000*)(cn=staff))' });
    expect(matches).toEqual({ count: 10, isAtLeast: false });
    expect(notes).toEqual([
      { code: 'OTHERS_MATCHED', params: { count: 1 } },
      { code: 'PEOPLE_MISSED', params: { count: 22 } },
    ]);
  });

  it('says whom a filter misses that asks for an attribute that the schema does not have', async () => {
    const { notes } = await propose({ filter: '(|(objectClas=person)(uid=user000001))' });
    expect(notes).toEqual([{ code: 'PEOPLE_MISSED', params: { count: 30 } }]);
  });

  it('says that nobody is found', async () => {
    const { notes, mapping } = await propose({ filter: '(uid=nobody)' });
    expect(notes.map(({ code }) => code)).toEqual(['NOBODY_FOUND', 'PEOPLE_MISSED']);
    expect(mapping).toMatchObject([{ field: 'userName', attribute: 'uid', entries: 0 }]);
  });

  it('counts the people of given bases by the filter', async () => {
    const { bases, matches } = await propose({ bases: [BASE], filter: '(uid=user00000*)' });
    expect(matches?.count).toBeLessThan(31);
    expect(bases).toEqual([{ dn: BASE, people: matches, isProposed: true }]);
  });

  it('is about the given bases, and about the fields that the host has', async () => {
    const { bases, matches, mapping } = await propose({ bases: [`cn=staff,${BASE}`], fields: new Set(['email']) });
    expect(bases).toEqual([{ dn: `cn=staff,${BASE}`, people: { count: 0, isAtLeast: false }, isProposed: true }]);
    expect(matches).toMatchObject({ count: 0 });
    expect(mapping).toEqual([]);
  });

  it('ends with the error of the directory', async () => {
    await expect(propose({}, { bindPassword: 'wrong' })).rejects.toMatchObject({ code: 'LDAP_BIND_REJECTED' });
    await expect(propose({ bases: ['ou=elsewhere,dc=example,dc=org'] })).rejects.toMatchObject({
      code: 'LDAP_BASE_NOT_FOUND',
    });
  });
});

describe('the certificates of a directory', async () => {
  const folder = temporaryFolder();
  const authority = new TestAuthority(path.join(folder, 'ours'));
  const own = selfSigned(folder);
  const { caFile } = authority;
  const [good, expired, elsewhere, withSelfSigned] = await Promise.all([
    aDirectory({ tls: { ...authority.issue(), caFile } }),
    aDirectory({ tls: { ...authority.issue({ expired: true }), caFile } }),
    aDirectory({ tls: { ...authority.issue({ names: ['ldap.elsewhere.example'] }), caFile } }),
    aDirectory({ tls: { ...own, caFile: own.certFile } }),
  ]);
  const chainOf = (slapd: typeof good, ca?: string) =>
    proposals.certificates(poolOf(slapd, { urls: [slapd.ldapsUrl ?? ''], tls: { mode: 'ldaps', ca } }));

  it.each(['ldaps', 'starttls'] as const)(
    'are shown with what is wrong, over %s, until one is accepted',
    async (mode) => {
      const urls = [mode === 'ldaps' ? (good.ldapsUrl ?? '') : good.url];
      const chain = await proposals.certificates(poolOf(good, { urls, tls: { mode } }));
      expect(chain).toMatchObject({ url: urls[0], problems: ['TLS_AUTHORITY_UNKNOWN'] });
      expect(chain.certificates[0]).toMatchObject({
        subject: 'CN=localhost',
        issuer: 'CN=Test Authority',
        fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/) as string,
        names: ['DNS:localhost', 'IP Address:127.0.0.1'],
        isAuthority: false,
      });

      const accepted = { mode, ca: chain.authority?.pem ?? '' };
      expect(await proposals.certificates(poolOf(good, { urls, tls: accepted }))).toMatchObject({
        problems: [],
        authority: null,
      });
      expect(await proposals.propose(poolOf(good, { urls, tls: accepted }), asked())).toMatchObject({
        server: urls[0],
      });
    },
  );

  it.each([
    ['has expired', expired, authority.pem, ['TLS_EXPIRED']],
    ['is for another name', elsewhere, authority.pem, ['TLS_WRONG_HOST']],
    [
      'is for another name and of an unknown authority',
      elsewhere,
      undefined,
      ['TLS_AUTHORITY_UNKNOWN', 'TLS_WRONG_HOST'],
    ],
    ['is self-signed', withSelfSigned, undefined, ['TLS_SELF_SIGNED']],
    ['is accepted', good, authority.pem, []],
    ['has expired and is of an unknown authority', expired, undefined, ['TLS_EXPIRED']],
  ])('say that one %s, and offer an authority only where that helps', async (_, slapd, ca, problems) => {
    const chain = await chainOf(slapd, ca);
    expect(chain.problems).toEqual(problems);
    const isIssuerUnknown = problems.some((problem) => /AUTHORITY|SELF/.test(problem));
    expect(chain.authority !== null).toBe(isIssuerUnknown);
  });

  it('say of one that signed itself whether it may sign others', async () => {
    expect((await chainOf(withSelfSigned)).authority).toMatchObject({ subject: 'CN=localhost', isAuthority: true });
  });

  it('are not shown of what is no directory, nor without TLS', async () => {
    await expect(proposals.certificates(poolOf(good))).rejects.toMatchObject({ code: 'LDAP_TLS_FAILED' });
    const plain = poolOf(good, { urls: [good.url.replace('ldap:', 'ldaps:')], tls: { mode: 'ldaps' } });
    await expect(proposals.certificates(plain)).rejects.toMatchObject({ code: 'LDAP_UNREACHABLE' });
  });
});

describe('servers that do not answer', async () => {
  const silent = createServer();
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  afterAll(() => silent.close());
  const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const patient = { connect: 100_000, operation: 100_000 };
  const totals = { start: 50, run: 50, certificates: 50, proposal: 50 };
  const asking = new LdaptsDirectoryProposals(patient, undefined, totals);
  const urls = Array.from({ length: 10 }, () => `ldaps://${address}`);
  const source = sourceOf({ urls, tls: { mode: 'ldaps' } });

  it('have one total time for their certificates', async () => {
    await expect(asking.certificates(source)).rejects.toMatchObject({
      code: 'LDAP_TIMEOUT',
      params: { seconds: 0.05 },
    });
  });

  it('have one total time when a host starts', async () => {
    expect(await asking.usualMapping(source, 'start')).toBeUndefined();
  });

  it('have one total time, with DNS, when domain controllers are asked for', async () => {
    const never = { resolveSrv: () => new Promise<never>(() => undefined) };
    const controllers = new LdaptsDomainControllers(AllowedTargets.of(undefined), () => never, patient, 50);
    await expect(controllers.list(source, 'corp.example')).rejects.toMatchObject({
      code: 'DOMAIN_CONTROLLERS_NOT_FOUND',
    });
  });
});

it('does not ask for everyone at once where a directory does not page', async () => {
  await using directory = await FakeDirectory.start(
    Array.from({ length: 20 }, () => ({ entries: 3, status: 4 })),
    false,
  );
  const proposal = await proposals.propose(
    sourceOf({ urls: [directory.url], baseDn: 'dc=x', dialect: 'openLdap' }),
    asked({ bases: ['dc=x'] }),
  );
  const some = { count: 3, isAtLeast: true };
  expect(proposal).toMatchObject({ matches: some, activeRuleFigures: { examined: some }, sampled: 3 });
  expect(directory.sizeLimits).toContain(200);
  expect(directory.sizeLimits).not.toContain(0);
});
