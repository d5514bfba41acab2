import { describe, expect, it } from 'vitest';

import { compareSettings } from '../../../src/settings/comparison/compare-settings.js';
import type { JsonObject } from '../../../src/settings/json-object.js';
import { defaultSettings, mergeSettings } from '../../../src/settings/stored-settings.js';

const row = (field: string, attribute: string, required = false) => ({ attribute, field, required });
const MAPPING = [row('userName', 'uid', true), row('email', 'mail')];
const base = mergeSettings(defaultSettings(), {
  dataPool: { urls: ['ldap://one'], bindDn: 'cn=reader', bindPassword: 'secret', baseDn: 'dc=example' },
  mapping: MAPPING,
}) as JsonObject;
const NOT_NULL = new Set(['userName', 'displayName']);
const changes = (part: JsonObject, from: JsonObject = base) =>
  compareSettings(from, mergeSettings(from, part), NOT_NULL);

describe('settings that are compared', () => {
  it.each<[string, JsonObject, string, string]>([
    ['an expression', { schedule: { expression: '0 0 3 * * *' } }, 'schedule.expression', 'none'],
    ['a schedule that is switched on', { schedule: { enabled: true } }, 'schedule.enabled', 'none'],
    ['a time zone', { schedule: { timeZone: 'Europe/Stockholm' } }, 'schedule.timeZone', 'none'],
    ['a password', { dataPool: { bindPassword: 'other' } }, 'dataPool.bindPassword', 'none'],
    ['another bind user', { dataPool: { bindDn: 'cn=other' } }, 'dataPool.bindDn', 'values'],
    ['a server', { dataPool: { urls: ['ldap://two'] } }, 'dataPool.urls', 'values'],
    ['the security of the connection', { dataPool: { tls: { mode: 'starttls' } } }, 'dataPool.tls.mode', 'result'],
    ['a page size', { dataPool: { pageSize: 100 } }, 'dataPool.pageSize', 'none'],
    ['how long a plan can be approved', { approval: { validHours: 48 } }, 'approval.validHours', 'none'],
    ['who has to agree', { approval: { fourEyes: true } }, 'approval.fourEyes', 'result'],
    ['a time-out', { dataPool: { connectSeconds: 9 } }, 'dataPool.connectSeconds', 'none'],
    ['a base', { dataPool: { baseDn: 'ou=people' } }, 'search.bases', 'people'],
    ['a filter', { dataPool: { filter: '(uid=*)' } }, 'search.filter', 'people'],
    ['a new row', { mapping: [...MAPPING, row('title', 'title')] }, 'mapping.title', 'values'],
    ['a new required row', { mapping: [...MAPPING, row('title', 'title', true)] }, 'mapping.title', 'problems'],
    ['a removed row', { mapping: MAPPING.slice(0, 1) }, 'mapping.email', 'not-written'],
    ['another attribute', { mapping: [MAPPING[0], row('email', 'ampMail')] }, 'mapping.email', 'values'],
    [
      'a row that keeps',
      { mapping: [MAPPING[0], { ...row('email', 'x'), whenAbsent: 'keep' }] },
      'mapping.email',
      'result',
    ],
    ['a row that becomes required', { mapping: [MAPPING[0], row('email', 'mail', true)] }, 'mapping.email', 'problems'],
    [
      'another attribute of a required row',
      { mapping: [row('userName', 'cn', true), MAPPING[1]] },
      'mapping.userName',
      'problems',
    ],
    [
      'a row of a field that is never empty, if it need not be required',
      { mapping: [row('userName', 'uid'), MAPPING[1]] },
      'mapping.userName',
      'problems',
    ],
    [
      'a new row of such a field',
      { mapping: [...MAPPING, row('displayName', 'cn')] },
      'mapping.displayName',
      'problems',
    ],
    ['a limit that is switched off', { limits: { entries: { enabled: false } } }, 'limits.entries.enabled', 'limit'],
    ['a wider limit', { limits: { names: { percent: 90 } } }, 'limits.names.percent', 'limit'],
    ['a narrower limit', { limits: { names: { people: 1 } } }, 'limits.names.people', 'result'],
    ['a setting that is not known here', { other: { mode: 'x' } }, 'other.mode', 'result'],
  ])('%s', (_, part, field, effect) => {
    expect(changes(part)).toMatchObject([{ field, effect }]);
  });

  it('say the old and the new value, but never a password', () => {
    expect(changes({ dataPool: { bindPassword: 'other', filter: '(uid=*)' } })).toEqual([
      { field: 'dataPool.bindPassword', before: null, after: null, effect: 'none' },
      { field: 'search.filter', before: '', after: '(uid=*)', effect: 'people' },
    ]);
  });

  it('compare rows by their target, whatever their order, and list removed ones with the others', () => {
    expect(changes({ mapping: MAPPING.toReversed() })).toEqual([]);
    const changed = changes({ mapping: [row('userName', 'cn', true)], limits: { entries: { percent: 1 } } });
    expect(changed.map(({ field }) => field)).toEqual(['mapping.userName', 'mapping.email', 'limits.entries.percent']);
    expect(changed[1]).toMatchObject({ before: MAPPING[1], after: null });
  });

  it('have the defaults of what an earlier version did not have', () => {
    const { limits: _later, ...earlier } = base;
    expect(compareSettings(earlier, base, NOT_NULL)).toEqual([]);
    expect(compareSettings(base, earlier, NOT_NULL)).toEqual([]);
  });

  it('empty a field whose row is no longer required', () => {
    const required = mergeSettings(base, { mapping: [MAPPING[0], row('email', 'mail', true)] }) as JsonObject;
    expect(changes({ mapping: MAPPING }, required)).toMatchObject([{ field: 'mapping.email', effect: 'values' }]);
  });

  it.each([['text'], [null], [[1]], [{ mapping: 'text' }], [{ mapping: [1, null] }]])(
    'can have any form: %j',
    (value) => {
      expect(compareSettings(value, value, NOT_NULL)).toEqual([]);
      expect(compareSettings(value, base, NOT_NULL).length).toBeGreaterThan(0);
      expect(compareSettings(base, value, NOT_NULL).length).toBeGreaterThan(0);
    },
  );
});
