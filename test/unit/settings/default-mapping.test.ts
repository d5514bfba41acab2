import { describe, expect, it } from 'vitest';

import type { UserField } from '../../../src/contract/user-binding.js';
import { FORMER_FILTER, withFormerDefaults } from '../../../src/settings/former-defaults.js';
import { defaultMapping } from '../../../src/settings/schema/default-mapping.js';
import { mappingOfSeed } from '../../../src/settings/seed-mapping.js';
import { defaultSettings } from '../../../src/settings/stored-settings.js';
import { aJob } from '../runs/job-fixture.js';

const limits = { fields: new Set<UserField>(['userName', 'email', 'principalName']) } as never;
const stored = (rows: unknown) => JSON.parse(JSON.stringify({ mapping: rows })) as object;
const initial = stored(defaultMapping(limits));
const attributesIn = (rows: unknown) => (rows as { attribute: string }[]).map(({ attribute }) => attribute);
const usual = { userName: 'sAMAccountName', principalName: 'userPrincipalName', title: 'title' } as const;

describe('the mapping of a seed that names none', () => {
  it('is the one of the product, for the fields that the host has', () => {
    const mapping = mappingOfSeed(usual, undefined, limits);
    expect(attributesIn(mapping)).toEqual(['sAMAccountName', 'userPrincipalName']);
    expect(mapping).toMatchObject([{ field: 'userName', required: true }, { required: false }]);
    expect(attributesIn(mappingOfSeed(usual, initial, limits))).toEqual(['sAMAccountName', 'userPrincipalName']);
  });

  it('stays the default one of a stored seed where that identifies people', () => {
    const other = { userName: 'uid', principalName: 'krbPrincipalName' };
    expect(attributesIn(mappingOfSeed(other, initial, limits))).toEqual(['uid', 'mail']);
    expect(attributesIn(mappingOfSeed(other, undefined, limits))).toEqual(['uid', 'krbPrincipalName']);
  });

  it('stays as it was when the directory does not answer, unless the host has other fields by now', () => {
    const known = stored(mappingOfSeed(usual, undefined, limits));
    expect(attributesIn(mappingOfSeed(undefined, known, limits))).toEqual(['sAMAccountName', 'userPrincipalName']);
    const fewer = { fields: new Set(['userName']) } as never;
    expect(attributesIn(mappingOfSeed(undefined, known, fewer))).toEqual(['uid']);
    expect(attributesIn(mappingOfSeed(undefined, undefined, limits))).toEqual(['uid', 'mail']);
  });

  it('is not asked for when the seed has one, or no server', async () => {
    const asked: unknown[] = [];
    const ask = (source: unknown) => Promise.resolve(void asked.push(source));
    const dataPool = { urls: ['ldap://localhost'] };
    const mapping = [{ attribute: 'cn', field: 'userName', required: true }];
    for (const seed of [{ mapping, dataPool }, { schedule: { expression: '0 3 * * *' } }])
      await aJob().storeSeed(seed, ask);
    expect(asked).toEqual([]);
    await aJob().storeSeed({ dataPool }, ask);
    expect(asked).toHaveLength(1);
  });
});

it('a stored seed keeps the filter that was the default before 0.5.0, and nothing else', () => {
  const defaults = defaultSettings();
  const kept = withFormerDefaults(defaults, { search: { filter: FORMER_FILTER, baseDn: 'dc=x' } });
  expect(kept).toEqual({ ...defaults, search: { ...(defaults['search'] as object), filter: FORMER_FILTER } });
  expect(withFormerDefaults(defaults, { search: { filter: '(uid=*)' } })).toEqual(defaults);
  expect(withFormerDefaults(defaults, undefined)).toEqual(defaults);
});
