import { describe, expect, it } from 'vitest';

import type { SyncError } from '../../../src/contract/sync-error.js';
import { errorText, findingTexts } from '../../../src/i18n/code-texts.js';

import { findSlapd } from '../../../scripts/lib/slapd-configuration.ts';
import { sourceOf } from '../../services/source-of.js';
import { peopleLdif } from '../../services/people.js';
import { SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { check, checkPool } from './a-connection-check.js';
import { FakeDirectory } from './fake-directory.js';
import { aDirectory, poolOf, readAll } from './test-directory.js';

const POLICY = 'cn=policy,dc=example,dc=org';
const RESTRICTED = 'uid=user000001,ou=people,dc=example,dc=org';

describe('what a directory says when it refuses', async () => {
  const slapd = await aDirectory({ ldif: peopleLdif(50), globalConfig: ['referral ldap://other.example:389/'] });
  const limited = await aDirectory({ ldif: peopleLdif(50), sizeLimit: 30 });

  it('is passed on: anonymous reads', async () => {
    const { error } = await readAll(poolOf(slapd, { bindDn: '', bindPassword: '' }));
    expect(error).toMatchObject({
      code: 'LDAP_RIGHTS_MISSING',
      params: { meaning: 'anonymous', because: 'anonymous' },
    });
  });

  it('is found by the check of a data pool without bind user: anonymous reads', async () => {
    const report = await checkPool(poolOf(slapd, { bindDn: '', bindPassword: '' }));
    expect(report).toMatchObject({ outcome: 'connected', reason: 'base' });
    expect(report.steps.slice(-2)).toMatchObject([
      { outcome: 'passed', code: 'BIND_ANONYMOUS' },
      { outcome: 'failed', code: 'LDAP_RIGHTS_MISSING', params: { baseDn: slapd.baseDn, meaning: 'anonymous' } },
    ]);
    expect(await checkPool(poolOf(slapd))).toMatchObject({ outcome: 'ready' });
  });

  it.each([
    [{ baseStatus: 0 }, { outcome: 'passed', code: 'BASES_OF_JOBS' }],
    [{ baseStatus: 32 }, { outcome: 'warning', code: 'BASES_HIDDEN', params: { contexts: 'dc=x; dc=y' } }],
    [{ baseStatus: 1 }, { outcome: 'failed', code: 'LDAP_RIGHTS_MISSING', params: { baseDn: 'dc=x' } }],
    [{ baseStatus: 52 }, { outcome: 'failed', code: 'LDAP_SEARCH_FAILED' }],
  ])('is found by the check of a data pool without bind user: bases read with %j', async (result, found) => {
    await using directory = await FakeDirectory.start([]);
    Object.assign(directory, { ...result, root: { namingContexts: ['dc=x', 'dc=y'] } });
    const { steps } = await checkPool(sourceOf({ urls: [directory.url], bindDn: '', bindPassword: '' }));
    expect(steps.at(-1)).toMatchObject({ step: 'base', ...found });
  });

  it('is passed on: anonymous binds', async () => {
    expect((await readAll(poolOf(closed, { bindDn: '', bindPassword: '' }))).error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { meaning: 'anonymous', said: 'anonymous bind disallowed' },
    });
  });

  it('is passed on: a password that must be changed first', async () => {
    await policed.add(POLICY, {
      objectClass: ['device', 'pwdPolicy'],
      pwdAttribute: 'userPassword',
      pwdMustChange: 'TRUE',
    });
    await policed.modify(RESTRICTED, { userPassword: 'first', pwdReset: 'TRUE' });
    const pool = poolOf(policed, { bindDn: RESTRICTED, bindPassword: 'first' });
    expect((await readAll(pool)).error).toMatchObject({
      code: 'LDAP_RIGHTS_MISSING',
      params: { meaning: 'passwordMustChange', said: expect.stringContaining('restricted') as string },
    });
  });

  it('is passed on: its limit, with the remedy of the product', async () => {
    expect((await readAll(poolOf(limited, { pageSize: 10 }))).error).toMatchObject({
      code: 'DIRECTORY_READ_INCOMPLETE',
      params: { reason: 'sizeLimitExceeded', limits: 'openLdap' },
    });
  });

  it('leads to smaller pages, if it refuses the size of the pages', async () => {
    const read = await readAll(poolOf(smallPages, { pageSize: 200 }));
    expect(read.readReport).toMatchObject({ complete: true, entries: 90, pageSize: 50, refusedPageSize: 200 });
  });

  describe('by Active Directory for MaxPageSize', () => {
    const root = { supportedCapabilities: ['1.2.840.113556.1.4.800'] };
    const refused = { status: 11, diagnostic: '00002024: SvcErr: DSID-02100C2E, problem 5008 (ADMIN_LIMIT_EXCEEDED)' };
    const page = (objectGUID: string, cookie: string) => ({ entries: 1, values: { objectGUID: [objectGUID] }, cookie });
    const people = [page('0123456789abcdef', 'next'), page('fedcba9876543210', '')];
    const source = (url: string) => sourceOf({ urls: [url], baseDn: 'DC=x', pageSize: 1_000 });

    it('leads to smaller pages, which the check and the read report say', async () => {
      await using directory = await FakeDirectory.start([refused, ...people]);
      Object.assign(directory, { root });
      const { readReport } = await readAll(source(directory.url));
      expect(readReport).toMatchObject({ complete: true, entries: 2, pageSize: 250, refusedPageSize: 1_000 });

      // The first entries, the names of their attributes, and what is counted.
      await using checked = await FakeDirectory.start([
        refused,
        ...Array.from({ length: 3 }, () => people[1] ?? refused),
      ]);
      Object.assign(checked, { root });
      const { steps } = await check(source(checked.url), []);
      const line = steps[5]?.further?.find(({ code }) => code === 'PAGE_SIZE_REDUCED');
      const { message, remedy } = findingTexts('en', 'PAGE_SIZE_REDUCED', line?.params ?? {});
      expect(message).toBe('The server refused pages of 1,000 entries. Pages of 250 are requested instead.');
      expect(remedy).toContain('Choose this page size');
    });

    it('is an incomplete read with the remedy, if it refuses small pages, too', async () => {
      await using directory = await FakeDirectory.start(Array.from({ length: 5 }, () => refused));
      Object.assign(directory, { root });
      const { code, params } = (await readAll(source(directory.url))).error as SyncError;
      expect(code).toBe('DIRECTORY_READ_INCOMPLETE');
      expect(errorText('en', code, params)).toMatch(/choose a page size of at most MaxPageSize .*ADMIN_LIMIT_EXCEEDED/);
    });

    it('may be silent: fewer entries than were asked for, and a cookie, are read on', async () => {
      await using directory = await FakeDirectory.start(people);
      Object.assign(directory, { root });
      const { readReport } = await readAll(source(directory.url));
      expect(readReport).toMatchObject({ complete: true, entries: 2, pageSize: 1_000, refusedPageSize: null });
    });
  });

  it('is passed on: a base that another server holds', async () => {
    expect((await readAll(poolOf(slapd, { baseDn: 'dc=elsewhere,dc=net' }))).error).toMatchObject({
      code: 'LDAP_BASE_NOT_FOUND',
      params: { because: 'elsewhere', elsewhere: expect.stringContaining('ldap://other.example:389/') as string },
    });
  });

  it('is passed on: a disabled account of Active Directory, without the password that the server repeats', async () => {
    await using directory = await FakeDirectory.start([]);
    directory.bindRefusal = 'LdapErr: DSID-0C090569, comment: AcceptSecurityContext error, data 533, v4f7c, s3cret';
    const pool = { urls: [directory.url], baseDn: 'dc=x', bindDn: 'reader@corp.example', bindPassword: 's3cret' };
    expect((await readAll(sourceOf(pool))).error).toMatchObject({
      code: 'LDAP_BIND_REJECTED',
      params: { meaning: 'accountDisabled', said: expect.stringMatching(/data 533, v4f7c, \*\*\*$/) as string },
    });
  });

  it('is passed on: a busy server says nothing about a container', async () => {
    await using directory = await FakeDirectory.start([{ entries: 1, cookie: '' }]);
    directory.baseStatus = 51;
    const exclusions = [SearchExclusion.of('ou=Leavers,dc=x')];
    expect(await readAll(sourceOf({ urls: [directory.url], baseDn: 'dc=x', exclusions }))).toMatchObject({
      error: { code: 'LDAP_SEARCH_FAILED', params: { reason: 'busy' } },
      interruption: 'reading',
    });
  });

  const smallPages = await aDirectory({
    ldif: peopleLdif(90),
    databaseConfig: ['limits dn.exact="cn=reader,dc=example,dc=org" size.pr=50 size.prtotal=unlimited'],
  });
  const closed = await aDirectory({ globalConfig: ['disallow bind_anon'] });
  const policed = await aDirectory({
    ldif: peopleLdif(2),
    globalConfig: findSlapd().moduleFolder ? ['moduleload ppolicy.la'] : [],
    databaseConfig: ['overlay ppolicy', `ppolicy_default "${POLICY}"`],
  });
});

describe('the base of a data pool without one', async () => {
  const slapd = await aDirectory({ ldif: peopleLdif(5) });
  const baseOf = async (root: FakeDirectory['root']) => {
    await using directory = await FakeDirectory.start([{ entries: 1, cookie: '' }]);
    directory.root = root;
    return await readAll(sourceOf({ urls: [directory.url] }));
  };

  it('is the only naming context of the server', async () => {
    expect((await readAll(poolOf(slapd, { baseDn: '' }))).readReport).toMatchObject({
      complete: true,
      baseDn: slapd.baseDn,
      entries: 5,
    });
  });

  it('is the default naming context, if the server has several', async () => {
    const root = { namingContexts: ['dc=a', 'cn=Configuration,dc=a'], defaultNamingContext: ['dc=a'] };
    expect((await baseOf(root)).readReport).toMatchObject({ complete: true, baseDn: 'dc=a' });
  });

  it.each([
    [{ namingContexts: ['dc=a', 'dc=b'] }, { because: 'several', contexts: 'dc=a; dc=b' }],
    [{ namingContexts: [''] }, { because: 'none' }],
    [{}, { because: 'none' }],
  ])('is not guessed: %j', async (root, params) => {
    expect((await baseOf(root as FakeDirectory['root'])).error).toMatchObject({ code: 'LDAP_BASE_NOT_FOUND', params });
  });
});
