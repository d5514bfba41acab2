import { describe, expect, it } from 'vitest';

import { checkManifest } from '../../../src/processes/manifest-check.js';
import { hasText, textKeysIn } from '../../../src/processes/text-keys.js';

const schema = {
  type: 'object',
  required: ['symbolicName', 'aliases', 'version', 'hostVersions', 'job'],
  properties: { executableFor: { type: 'array', items: { enum: ['Administrator'] } } },
};

const aManifest = (changes: object = {}) => ({
  symbolicName: 'LDAPAddonBatchSync',
  aliases: [],
  version: '0.1.0',
  hostVersions: '>=1.0.0 <3',
  job: { name: 'LDAPAddonBatchSync' },
  description: 'i18n:process:description',
  ...changes,
});

const check = (manifest: unknown, hostVersion?: string) => checkManifest(manifest, { schema, hasText, hostVersion });

describe('a manifest', () => {
  it('is taken when it is whole, whatever version the host does not tell', () => {
    expect(check(aManifest())).toMatchObject({ symbolicName: 'LDAPAddonBatchSync' });
  });

  it.each([
    ['is no object', null, '/', 'must be object'],
    ['lacks a part', { ...aManifest(), job: undefined }, '/', "must have required property 'job'"],
    ['has a wrong value', aManifest({ executableFor: ['Pope'] }), '/executableFor/0', 'Administrator'],
    ['has another symbolic name', aManifest({ symbolicName: 'Other' }), '/symbolicName', 'LDAPAddonBatchSync'],
    ['has a version that is none', aManifest({ version: 'new' }), '/version', 'new'],
    ['has a range that is none', aManifest({ hostVersions: 'some' }), '/hostVersions', 'some'],
    ['names a missing text', aManifest({ a: { b: ['i18n:process:nowhere'] } }), '/a/b/0', 'i18n:process:nowhere'],
    ['reaches for another file', aManifest({ a: 'i18n:../package:name' }), '/a', 'i18n:../package:name'],
    ['is its own alias', aManifest({ aliases: ['LDAPAddonBatchSync'] }), '/aliases', 'alias'],
  ])('that %s is refused with the place and the reason', (_, manifest, path, reason) => {
    expect(() => check(manifest)).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        params: { path, reason: expect.stringContaining(reason) as string },
      }),
    );
  });

  it.each(['1.0.0', '2.9.9', '2.0.0-rc.1'])('fits a host of version %s', (version) => {
    expect(() => check(aManifest(), version)).not.toThrow();
  });

  it.each(['0.9.0', '3.0.0', 'latest'])('does not fit a host of version %s', (version) => {
    expect(() => check(aManifest(), version)).toThrow(version);
  });
});

it('finds each text with its place, as a JSON Pointer', () => {
  expect([...textKeysIn({ 'a/b': [{ '~': 'i18n:process:x' }], c: 'plain' })]).toEqual([
    { path: '/a~1b/0/~0', key: 'i18n:process:x' },
  ]);
});
