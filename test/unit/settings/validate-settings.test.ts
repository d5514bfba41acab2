import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import { defaultSettings } from '../../../src/settings/stored-settings.js';
import { parseSettings, validateSettings } from '../../../src/settings/validate-settings.js';

const POOL = { urls: ['ldap://localhost'] };
const IN_POOL = { dataPool: POOL };
const ROWS = [{ attribute: 'uid', field: 'userName', required: true }];

const refused = (value: unknown, limits?: FieldLimits) =>
  Object.fromEntries(validateSettings(value, limits).map(({ field, code }) => [field, code]));

describe('settings', () => {
  it('have a default for everything', () => {
    expect(validateSettings(defaultSettings())).toEqual([]);
    expect(validateSettings({})).toEqual([]);
  });

  it('are parsed into their classes, with defaults for missing settings', () => {
    expect(parseSettings({ dataPool: { ...POOL, pageSize: 50 } })).toMatchObject({
      ok: true,
      settings: {
        schedule: { enabled: false, timeZone: 'Etc/UTC' },
        dataPool: { ...POOL, pageSize: 50, tls: { mode: 'none' } },
        search: { bases: [], exclusions: [], filter: '' },
      },
    });
  });

  it.each([
    [{ schedule: 5 }, { schedule: 'notObject' }],
    [{ schedule: [] }, { schedule: 'notObject' }],
    [{ schedule: null }, { schedule: 'notObject' }],
    [{ schedule: { enabled: 'true' } }, { 'schedule.enabled': 'notBoolean' }],
    [{ schedule: { expression: 5 } }, { 'schedule.expression': 'notText' }],
    [{ schedule: { expression: null } }, { 'schedule.expression': 'notText' }],
    [{ schedule: { timeZone: 'Mars/Olympus' } }, { 'schedule.timeZone': 'timeZoneUnknown' }],
    [{ schedule: { timeZone: '+02:00' } }, { 'schedule.timeZone': 'timeZoneUnknown' }],
    [{ schedule: { timeZone: '' } }, { 'schedule.timeZone': 'timeZoneUnknown' }],
    [{ matching: 'userName' }, { matching: 'notList' }],
    [{ matching: ['userName', 'title'] }, { 'matching.1': 'notOneOf' }],
    [{ matching: ['email', 'userName', 'email'] }, { 'matching.2': 'matchingTwice' }],
    [{ matching: [] }, {}],
    [{ releasedName: 'former-{value}' }, {}],
    [{ releasedName: 'former' }, { releasedName: 'releasedNameNotUnique' }],
    [{ releasedName: '{value}' }, { releasedName: 'releasedNameNotUnique' }],
    [{ releasedName: '{value}.{value}' }, { releasedName: 'releasedNameNotUnique' }],
    [{ releasedName: '{value}.{number}' }, { releasedName: 'releasedNameCharacter' }],
    [{ releasedName: '{value}@old' }, { releasedName: 'releasedNameCharacter' }],
    [{ releasedName: '{value} x' }, { releasedName: 'releasedNameCharacter' }],
    [{ releasedName: `{value}${'x'.repeat(44)}` }, { releasedName: 'tooLong' }],
    [{ releasedName: null }, { releasedName: 'notText' }],
    [{ dataPool: { ...POOL, pageSize: '50' } }, { 'dataPool.pageSize': 'notWholeNumber' }],
    [{ dataPool: { ...POOL, pageSize: 1.5 } }, { 'dataPool.pageSize': 'notWholeNumber' }],
    [{ dataPool: { ...POOL, pageSize: 0 } }, { 'dataPool.pageSize': 'tooSmall' }],
    [{ dataPool: { ...POOL, pageSize: 1001 } }, { 'dataPool.pageSize': 'tooLarge' }],
    [{ dataPool: { ...POOL, urls: 'ldap://localhost' } }, { 'dataPool.urls': 'notList' }],
    [{ dataPool: { ...POOL, urls: ['ldap://a', 7] } }, { 'dataPool.urls.1': 'notText' }],
    [{ dataPool: { ...POOL, urls: ['ldap://a', 'ldap://a'] } }, { 'dataPool.urls.1': 'ldapUrlTwice' }],
    [{ dataPool: { ...POOL, urls: Array(11).fill('ldap://a') } }, { 'dataPool.urls': 'listTooLong' }],
    [{ dataPool: { ...POOL, urls: ['ldaps://a'] } }, { 'dataPool.urls.0': 'ldapUrlNeedsLdapsMode' }],
    [{ dataPool: { ...POOL, tls: { mode: 'ldaps' } } }, { 'dataPool.urls.0': 'ldapUrlNeedsLdaps' }],
    [{ dataPool: { ...POOL, tls: { mode: 'off' } } }, { 'dataPool.tls.mode': 'tlsMode' }],
    [{ dataPool: { ...POOL, tls: { ca: 'x' } } }, { 'dataPool.tls.ca': 'certificateMissing' }],
    [{ search: { bases: [{ dn: 'dc=x' }] } }, { 'dataPool.urls': 'required' }],
    [{ ...IN_POOL, search: { bases: [{ dn: 'example.org' }] } }, { 'search.bases.0.dn': 'dnSyntax' }],
    [{ ...IN_POOL, search: { bases: [{ dn: 'dc=x\ny' }] } }, { 'search.bases.0.dn': 'controlCharacter' }],
    [{ ...IN_POOL, search: { bases: [{ dn: ' ' }] } }, { 'search.bases.0.dn': 'required' }],
    [{ ...IN_POOL, search: { bases: [{ dn: 'dc=x', scope: 'base' }] } }, { 'search.bases.0.scope': 'notOneOf' }],
    [{ ...IN_POOL, search: { bases: [{ dn: 'dc=x' }, { dn: 'DC=X' }] } }, { 'search.bases.1.dn': 'containerTwice' }],
    [
      { ...IN_POOL, search: { bases: [{ dn: 'ou=a,dc=x' }], exclusions: [{ dn: 'OU=A, dc=x', kind: 'exclude' }] } },
      { 'search.exclusions.0.dn': 'containerIsBase' },
    ],
    [{ ...IN_POOL, search: { bases: ['dc=x'] } }, { 'search.bases.0': 'notObject' }],
    [{ ...IN_POOL, search: { exclusions: [{ dn: 'x' }] } }, { 'search.exclusions.0.dn': 'dnSyntax' }],
    [{ ...IN_POOL, search: { exclusions: [{ dn: 'ou=x', kind: 'out' }] } }, { 'search.exclusions.0.kind': 'notOneOf' }],
    [
      { ...IN_POOL, search: { exclusions: [{ dn: 'ou=x', stableId: 'x' }] } },
      { 'search.exclusions.0.stableId': 'stableId' },
    ],
    [{ ...IN_POOL, search: { exclusions: {} } }, { 'search.exclusions': 'notList' }],
    [{ dataPool: { ...POOL, tls: { serverName: 'https://x' } } }, { 'dataPool.tls.serverName': 'serverName' }],
    [{ dataPool: { ...POOL, tls: { minVersion: 'TLSv1' } } }, { 'dataPool.tls.minVersion': 'tlsVersion' }],
    [{ dataPool: { ...POOL, connectSeconds: 0 } }, { 'dataPool.connectSeconds': 'tooSmall' }],
    [{ dataPool: { ...POOL, responseSeconds: 3_601 } }, { 'dataPool.responseSeconds': 'tooLarge' }],
    [{ ...IN_POOL, search: { canaries: 'uid=ada' } }, { 'search.canaries': 'notList' }],
    [{ ...IN_POOL, search: { canaries: ['uid=ada', 'ada'] } }, { 'search.canaries.1': 'canary' }],
    [{ ...IN_POOL, search: { canaries: Array(21).fill('uid=ada') } }, { 'search.canaries': 'listTooLong' }],
    [{ ...IN_POOL, search: { filter: '(uid=a\nb)' } }, { 'search.filter': 'controlCharacter' }],
    [{ ...IN_POOL, search: { filter: '(uid=*' } }, { 'search.filter': 'filterUnbalanced' }],
    [{ ...IN_POOL, search: { filter: `(uid=${'x'.repeat(4_000)})` } }, { 'search.filter': 'tooLong' }],
    [{ dataPool: { ...POOL, bindDn: 'cn=reader' } }, { 'dataPool.bindPassword': 'passwordMissing' }],
    [{ dataPool: { ...POOL, bindDn: 'cn=reader', bindPassword: '' } }, { 'dataPool.bindPassword': 'passwordMissing' }],
    [{ dataPool: { ...POOL, bindDn: 'cn=reader', bindPassword: 7 } }, { 'dataPool.bindPassword': 'notText' }],
    [{ dataPool: { ...POOL, bindPassword: 'x' } }, { 'dataPool.bindPassword': 'passwordWithoutUser' }],
    [{ mapping: {} }, { mapping: 'notList' }],
    [{ mapping: [] }, { mapping: 'userNameNotMapped' }],
    [{ mapping: [...ROWS, 5] }, { 'mapping.1': 'notObject' }],
    [{ mapping: [...ROWS, { ...ROWS[0], attribute: 'cn' }] }, { 'mapping.1.field': 'fieldTwice' }],
    [{ mapping: [...ROWS, { attribute: 'c n', field: 'email' }] }, { 'mapping.1.attribute': 'attributeSyntax' }],
    [{ mapping: [...ROWS, { attribute: '', field: 'email' }] }, { 'mapping.1.attribute': 'required' }],
    [{ mapping: [...ROWS, { attribute: 'cn', field: 'fullName' }] }, { 'mapping.1.field': 'fieldUnknown' }],
    [{ mapping: [...ROWS, { attribute: 'cn', field: 'attributes.' }] }, { 'mapping.1.field': 'fieldUnknown' }],
    [{ mapping: [...ROWS, { attribute: 'cn', field: 'email', required: 1 }] }, { 'mapping.1.required': 'notBoolean' }],
    [{ guards: {} }, { guards: 'unknownProperty' }],
    [{ limits: 5 }, { limits: 'notObject' }],
    [{ limits: { names: { percent: 101 } } }, { 'limits.names.percent': 'tooLarge' }],
    [{ limits: { names: { people: -1 } } }, { 'limits.names.people': 'tooSmall' }],
    [{ limits: { names: { enabled: 1 } } }, { 'limits.names.enabled': 'notBoolean' }],
    [{ approval: 5 }, { approval: 'notObject' }],
    [{ approval: { policy: 'sometimes' } }, { 'approval.policy': 'approvalPolicy' }],
    [{ approval: { fourEyes: 'yes' } }, { 'approval.fourEyes': 'notBoolean' }],
    [{ approval: { validHours: 0 } }, { 'approval.validHours': 'tooSmall' }],
    [{ approval: { validHours: 8_761 } }, { 'approval.validHours': 'tooLarge' }],
    [{ limits: { nobody: {} } }, { 'limits.nobody': 'unknownProperty' }],
    [{ dataPool: { ...POOL, password: 'x' } }, { 'dataPool.password': 'unknownProperty' }],
    [{ mapping: [{ ...ROWS[0], extra: 1 }] }, { 'mapping.0.extra': 'unknownProperty' }],
    [{ schedule: { enabled: true } }, { 'schedule.enabled': 'scheduleWithoutDirectory' }],
    [[], { '': 'notObject' }],
    [null, { '': 'notObject' }],
    ['{}', { '': 'notObject' }],
  ])('%j are refused', (value, errors) => {
    expect(refused(value)).toEqual(errors);
  });

  it('may have an anonymous bind, TLS and JSON attributes', () => {
    const mapping = [...ROWS, { attribute: 'cn;lang-de', field: 'attributes.germanName', required: false }];
    const dataPool = { ...POOL, urls: ['ldaps://a', 'ldaps://b:6636'], tls: { mode: 'ldaps' } };
    expect(refused({ schedule: { enabled: true, timeZone: 'Europe/Berlin' }, dataPool, mapping })).toEqual({});
  });

  it('are refused with a sentence that contains the value literally', () => {
    const typed = '$value $property $target $constraint1';
    const [error] = validateSettings({ ...IN_POOL, search: { bases: [{ dn: typed }] } });
    expect(error?.params).toEqual({ value: typed });
    expect(error?.message).toContain(`"${typed}" is not a distinguished name.`);
  });

  it('must map the required fields of the users table and no unknown ones', () => {
    const limits: FieldLimits = {
      fields: new Set(['userName', 'email']),
      maxLength: {},
      notNull: new Set(['userName', 'email']),
      attributes: false,
    };
    const mapping = [...ROWS, { attribute: 'cn', field: 'commonName' }, { attribute: 'cn', field: 'attributes.x' }];
    expect(refused({ mapping }, limits)).toEqual({
      'mapping.1.field': 'fieldNotKept',
      'mapping.2.field': 'fieldNotKept',
      mapping: 'fieldMustBeMapped',
    });
    expect(refused(defaultSettings(limits), limits)).toEqual({});
  });

  it.each([...Object.getOwnPropertyNames(Object.prototype), 'prototype'])(
    'with a key "%s" are refused and change no prototype',
    (key) => {
      const value: unknown = JSON.parse(`{"dataPool":{"${key}":{"polluted":true}}}`);
      expect(refused(value)).toEqual({ [`dataPool.${key}`]: 'unknownProperty' });
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    },
  );

  it('that are nested too deeply are refused', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`);
    expect(Object.values(refused(deep))).toEqual(['tooDeep']);
  });

  it('with very many unknown names are refused as a whole', () => {
    const names = Object.fromEntries(Array.from({ length: 75_000 }, (_, index) => [`k${index}`, 1]));
    expect(refused({ dataPool: names })).toEqual({ dataPool: 'tooManyProperties' });
  });

  it('never make the validation throw', () => {
    const parts = fc.constantFrom(
      'schedule',
      'dataPool',
      'mapping',
      'urls',
      'tls',
      'enabled',
      'attribute',
      'field',
      'ca',
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue(),
        fc.dictionary(parts, tie('value')),
        fc.array(tie('value'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(value, (settings) => {
        expect(() => validateSettings(settings, allFields())).not.toThrow();
      }),
    );
  });
});

function allFields(): FieldLimits {
  return { fields: new Set(USER_FIELDS), maxLength: {}, notNull: new Set(), attributes: true };
}

describe('lists that are too long', () => {
  it.each([
    ['mapping', { mapping: Array.from({ length: 50_000 }, () => ({ attribute: 'uid', field: 'userName' })) }, 100],
    ['dataPool.urls', { dataPool: { urls: Array.from({ length: 50_000 }, () => 'ldap://x') } }, 10],
  ])('are refused before their items are validated: %s', (field, settings, limit) => {
    expect(validateSettings(settings)).toMatchObject([{ field, code: 'listTooLong', params: { limit } }]);
  });
});
