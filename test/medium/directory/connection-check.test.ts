import { describe, expect, it } from 'vitest';

import type { CheckReport } from '../../../src/contract/check-report.js';
import { MappingRow } from '../../../src/settings/schema/mapping-row.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { check as checkOf } from './a-connection-check.js';
import { aDirectory, poolOf } from './test-directory.js';

const BASE = 'dc=example,dc=org';
const MAPPING = [
  MappingRow.of('uid', 'userName', true),
  MappingRow.of('mail', 'email'),
  MappingRow.of('l', 'attributes.city'),
];

const check = (source: Parameters<typeof checkOf>[0], mapping = MAPPING) => checkOf(source, mapping);

const outcomes = ({ steps }: CheckReport) => steps.map(({ step, outcome, code }) => `${step} ${outcome} ${code}`);

const after = (failed: string, ...passed: string[]) => {
  const names = ['resolve', 'connect', 'tls', 'bind', 'base', 'search', 'rights', 'map'];
  const skipped = names.slice(passed.length + 1).map((step) => `${step} skipped SKIPPED`);
  return [...passed, failed, ...skipped];
};

describe('a connection check', async () => {
  const people = `${peopleLdif(30)}${ldif(`ou=broken,${BASE}`, { objectClass: 'organizationalUnit', ou: 'broken' })}${ldif(
    `uid=broken,ou=broken,${BASE}`,
    { objectClass: 'inetOrgPerson', uid: 'broken', cn: 'x', sn: 'x', mail: 'not an address' },
  )}`;
  const slapd = await aDirectory({ ldif: people });
  const CONNECTED = ['resolve passed RESOLVED', 'connect passed CONNECTED', 'tls passed TLS_NOT_NEEDED'];
  const BOUND = [...CONNECTED, 'bind passed BIND_ACCEPTED'];
  const FOUND = [...BOUND, 'base passed BASE_FOUND'];

  it('reports the finding of each step and shows some mapped people', async () => {
    const report = await check(poolOf(slapd, { baseDn: `ou=people,${BASE}` }));
    expect(outcomes(report)).toEqual([
      ...FOUND,
      'search passed SEARCH_FOUND',
      'rights passed RIGHTS_SUFFICIENT',
      'map passed MAPPED',
    ]);
    expect(report).toMatchObject({ outcome: 'ready', ok: true, reason: null });
    expect(report.sample).toHaveLength(5);
    expect(report.sample[0]).toMatchObject({
      dn: `uid=user000001,ou=people,${BASE}`,
      userName: 'user000001',
      email: 'user000001@example.org',
      'attributes.city': 'Malmö',
    });
    expect(report.shares).toContainEqual({ attribute: 'mail', entries: 30, total: 30 });
    expect(report.steps.every(({ milliseconds }) => Number.isInteger(milliseconds) && milliseconds >= 0)).toBe(true);
  });

  it('examines one page, and says how many of its entries have each attribute, fewest first', async () => {
    const mapping = [
      { attribute: 'uid', field: 'userName', required: true },
      { attribute: 'pager', field: 'mobile', required: false },
    ] as const;
    const { steps, shares } = await check(poolOf(slapd, { pageSize: 25 }), mapping as never);
    expect(steps[5]).toMatchObject({ code: 'SEARCH_FOUND_MORE', params: { count: 25 } });
    expect(shares).toEqual([
      { attribute: 'pager', entries: 0, total: 25 },
      { attribute: 'uid', entries: 25, total: 25 },
    ]);
  });

  it('looks ahead: an optional attribute that no entry has, while they have one whose name comes close', async () => {
    const mapping = [
      { attribute: 'uid', field: 'userName', required: true },
      { attribute: 'mial', field: 'email', required: false },
      { attribute: 'pager', field: 'department', required: false },
    ] as const;
    const report = await check(poolOf(slapd, { baseDn: `ou=people,${BASE}` }), mapping as never);
    expect(report).toMatchObject({ outcome: 'ready', ok: true });
    expect(report.steps.find(({ step }) => step === 'rights')).toMatchObject({
      outcome: 'warning',
      code: 'ATTRIBUTE_MISSPELLED',
      params: { count: 30, attribute: 'mial', userField: 'email', people: 175, similar: 'mail' },
    });
    expect(report.steps.find(({ step }) => step === 'rights')).not.toHaveProperty('further');
  });

  it('looks ahead: an optional attribute that no entry shows although users have a value', async () => {
    const mapping = [
      { attribute: 'uid', field: 'userName', required: true },
      { attribute: 'roomNumber', field: 'department', required: false },
      { attribute: 'pager', field: 'mobile', required: false },
    ] as const;
    const report = await check(poolOf(slapd, { baseDn: `ou=people,${BASE}` }), mapping as never);
    expect(report.steps.find(({ step }) => step === 'rights')).toMatchObject({
      outcome: 'warning',
      code: 'ATTRIBUTE_NOT_SEEN',
      params: { count: 30, attribute: 'pager', userField: 'mobile', people: 170 },
    });
  });

  it('looks ahead: one line for each row, required ones first, then by the number of people', async () => {
    const mapping = [
      { attribute: 'uid', field: 'userName', required: true },
      { attribute: 'roomNumber', field: 'phone', required: false },
      { attribute: 'mial', field: 'email', required: false },
      { attribute: 'pager', field: 'mobile', required: false },
      { attribute: 'tittle', field: 'title', required: false },
      { attribute: 'secretary', field: 'department', required: false },
      { attribute: 'postalCode', field: 'attributes.zip', required: true },
      { attribute: 'displayNam', field: 'displayName', required: true },
    ] as const;
    const report = await check(poolOf(slapd, { baseDn: `ou=people,${BASE}` }), mapping as never);
    const rights = report.steps.find(({ step }) => step === 'rights');
    const lines = [rights, ...(rights?.further ?? [])];
    expect(lines.map((line) => `${line?.code} ${line?.params['attribute'] ?? line?.params['attributes']}`)).toEqual([
      'REQUIRED_ATTRIBUTES_HIDDEN postalCode',
      'REQUIRED_ATTRIBUTE_MISSPELLED displayNam',
      'ATTRIBUTE_MISSPELLED tittle',
      'ATTRIBUTE_MISSPELLED mial',
      'ATTRIBUTE_NOT_SEEN pager',
      'ATTRIBUTE_NOT_SEEN roomNumber',
    ]);
  });

  it.each([
    [
      'the host name is unknown',
      { urls: ['ldap://no-such-host.invalid'] },
      after('resolve failed LDAP_HOST_NOT_FOUND'),
      'not-connected',
    ],
    [
      'the connection is refused',
      { urls: ['ldap://127.0.0.1:1'] },
      after('connect failed LDAP_UNREACHABLE', ...CONNECTED.slice(0, 1)),
      'not-connected',
    ],
    [
      'StartTLS is not supported',
      { tls: { mode: 'starttls' as const } },
      after('tls failed TLS_STARTTLS_REFUSED', ...CONNECTED.slice(0, 2)),
      'not-connected',
    ],
    [
      'the password is wrong',
      { bindPassword: 'x' },
      after('bind failed LDAP_BIND_REJECTED', ...CONNECTED),
      'not-connected',
    ],
    [
      'the base does not exist',
      { baseDn: 'dc=nowhere' },
      after('base failed LDAP_BASE_NOT_FOUND', ...BOUND),
      'connected',
    ],
    ['the filter is invalid', { filter: '(uid=' }, after('search failed LDAP_FILTER_REJECTED', ...FOUND), 'connected'],
    ['no entry is found', { filter: '(uid=nobody)' }, after('search failed SEARCH_EMPTY', ...FOUND), 'connected'],
  ])('stops when %s', async (_, part, expected, outcome) => {
    const report = await check(poolOf(slapd, part));
    expect(outcomes(report)).toEqual(expected);
    expect(report).toMatchObject({
      outcome,
      ok: false,
      reason: expected.find((step) => step.includes(' failed '))?.split(' ')[0],
    });
  });

  it('warns about required attributes that are not visible and entries that cannot be mapped', async () => {
    const mapping = [...MAPPING, MappingRow.of('roomNumber', 'comment', true)];
    const report = await check(poolOf(slapd, { baseDn: `ou=broken,${BASE}` }), mapping);
    expect(report.steps.slice(-2)).toMatchObject([
      { step: 'rights', outcome: 'warning', code: 'REQUIRED_ATTRIBUTES_HIDDEN', params: { attributes: 'roomNumber' } },
      {
        step: 'map',
        outcome: 'failed',
        code: 'NOTHING_MAPPED',
        params: { count: 1, problem: 'VALUE_MISSING', attribute: 'roomNumber' },
      },
    ]);
    expect(report).toMatchObject({ outcome: 'connected', ok: false, reason: 'map', sample: [] });
  });

  it('is ready when only some entries cannot be mapped, and names their share', async () => {
    const mapping = [MappingRow.of('uid', 'userName', true), MappingRow.of('mail', 'email', true)];
    const report = await check(poolOf(slapd, { filter: '(|(uid=broken)(uid=user000001)(uid=user000002))' }), mapping);
    expect(report.steps.at(-1)).toMatchObject({
      outcome: 'warning',
      code: 'MAPPED_WITH_PROBLEMS',
      params: { count: 1, total: 3, problem: 'VALUE_INVALID' },
    });
    expect(report).toMatchObject({ outcome: 'ready', reason: null });
  });

  it('fails when the user cannot read the stable id', async () => {
    const withoutIds = await directoryWithoutIds;
    const report = await check(poolOf(withoutIds, { baseDn: `ou=people,${BASE}` }));
    expect(report.steps.find(({ step }) => step === 'rights')).toMatchObject({
      outcome: 'failed',
      code: 'STABLE_ID_HIDDEN',
      params: { attributes: 'entryUUID' },
    });
    expect(report).toMatchObject({ outcome: 'connected', ok: false, reason: 'rights' });
  });

  it('warns when some entries have no stable id, and says how many', async () => {
    const { outcome, steps } = await check(poolOf(await directoryWithoutIds));
    const attributes = 'entryUUID';
    expect(steps.slice(-2)).toMatchObject([
      { outcome: 'warning', code: 'STABLE_IDS_MISSING', params: { count: 3, total: 4, attributes } },
      { outcome: 'warning', code: 'MAPPED_WITH_PROBLEMS', params: { problem: 'STABLE_ID_MISSING' } },
    ]);
    expect(outcome).toBe('ready');
  });

  it('reports the server that was skipped', async () => {
    const report = await check(poolOf(slapd, { urls: ['ldap://127.0.0.1:1', slapd.url] }));
    expect(report.steps.find(({ step }) => step === 'connect')).toMatchObject({
      outcome: 'warning',
      code: 'CONNECTED_TO_NEXT',
      params: { unreachable: 'ldap://127.0.0.1:1', url: slapd.url },
    });
    expect(report.ok).toBe(true);
  });

  it('reports the first server when none is available', async () => {
    const report = await check(poolOf(slapd, { urls: ['ldap://127.0.0.1:1', 'ldap://no-such-host.invalid'] }));
    expect(outcomes(report)).toEqual(after('connect failed LDAP_UNREACHABLE', 'resolve passed RESOLVED'));
  });

  it('does not reveal the password', async () => {
    const report = await check(poolOf(slapd, { bindPassword: 'wrong-and-very-secret' }));
    expect(JSON.stringify(report)).not.toContain('very-secret');
  });

  it('ends when the directory does not respond', async () => {
    const hanging = await hangingDirectory;
    hanging.pause();
    const report = await check(poolOf(hanging));
    hanging.resume();
    expect(outcomes(report)).toEqual(after('bind failed LDAP_TIMEOUT', ...CONNECTED));
  });

  const directoryWithoutIds = aDirectory({
    ldif: `${peopleLdif(3)}${ldif(`uid=ada,${BASE}`, { objectClass: 'inetOrgPerson', uid: 'ada', cn: 'x', sn: 'x' })}`,
    databaseConfig: [
      `access to dn.subtree="ou=people,${BASE}" attrs=entryUUID by * none`,
      'access to * by users read by * auth',
    ],
  });
  const hangingDirectory = aDirectory();
  await Promise.all([directoryWithoutIds, hangingDirectory]);
});
