import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { ERROR_CODES } from '../../../src/contract/error-codes.js';
import { GUARD_CODES } from '../../../src/contract/guards.js';
import { settingOf } from '../../../src/contract/setting-of.js';
import { settingsJsonSchema } from '../../../src/settings/schema/settings-json-schema.js';

const findings = Object.keys(JSON.parse(readFileSync('i18n/en/check.json', 'utf8')) as object);

describe('the setting that remedies an error', () => {
  it('exists, for every code that has one', () => {
    const paths = [...ERROR_CODES, ...findings].map((code) => settingOf(code)).filter((path) => path !== null);
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.filter((path) => !hasSetting(path))).toEqual([]);
  });

  it.each([
    ['LDAP_BASE_NOT_FOUND', {}, 'search.bases'],
    ['LDAP_BASE_NOT_FOUND', { because: 'exclusion' }, 'search.exclusions'],
    ['LDAP_BASE_NOT_FOUND', { because: 'ambiguous', setting: 'search.exclusions' }, 'search.exclusions'],
    ['DIRECTORY_EMPTY', { because: 'excluded' }, 'search.exclusions'],
    ['DIRECTORY_EMPTY', { because: 'base' }, 'search.bases'],
    ['TLS_AUTHORITY_UNKNOWN', {}, 'dataPool.tls.ca'],
    ['SETTINGS_INVALID', { field: 'mapping.3.attribute' }, 'mapping.3.attribute'],
    ['SETTINGS_INVALID', { field: '/' }, null],
    ['TOO_MANY_CHANGES', {}, 'mapping'],
    ['TOO_MANY_PROBLEMS', {}, 'mapping'],
    ['ONE_CAUSE', { problem: 'VALUE_MISSING' }, 'mapping'],
    ['ONE_CAUSE', { problem: 'STABLE_ID_MISSING' }, 'dataPool.dialect'],
    ['RUN_INTERRUPTED', {}, null],
    ['constructor', {}, null],
  ])('of %s with %j is %s', (code, params, path) => {
    expect(settingOf(code, params)).toBe(path);
  });
});

it.each(Object.values(GUARD_CODES))('of %s is no limit: another one remedies nothing', (code) => {
  expect(settingOf(code)).not.toMatch(/^limits\./);
});

function hasSetting(path: string): boolean {
  const found = path.split('.').reduce<unknown>((schema, key) => {
    const properties = (schema as { properties?: Record<string, unknown> } | undefined)?.properties;
    return properties?.[key];
  }, settingsJsonSchema());
  return found !== undefined;
}
