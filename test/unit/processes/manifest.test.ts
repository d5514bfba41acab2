import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { valid, validRange } from 'semver';
import { describe, expect, it } from 'vitest';

import { LANGUAGES } from '../../../src/i18n/languages.js';
import { loadManifest } from '../../../src/processes/load-manifest.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';

const FOLDER = new URL('../../../', import.meta.url);
const NAME = 'LDAPAddonBatchSync';
const FILE = SYNCHRONIZE_ACTIVE.manifestFile;

const readJson = (file: string) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as object;

describe('the manifest', () => {
  const manifest = loadManifest(FILE);

  it('conforms to its schema', () => {
    const schema = readJson('manifest/process-manifest.schema.json');
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
    expect([validate(manifest), validate.errors]).toEqual([true, null]);
  });

  it('has one symbolic name, which is not among its aliases', () => {
    expect(manifest).toMatchObject({ symbolicName: NAME, job: { name: NAME } });
    expect(manifest.aliases).not.toContain(NAME);
  });

  it('has a valid version and a valid range of host versions', () => {
    expect(valid(manifest.version)).not.toBeNull();
    expect(validRange(manifest.hostVersions)).not.toBeNull();
  });

  it.each(LANGUAGES)('refers only to texts that exist in %s', (language) => {
    const keys = [...textKeysIn(manifest)];
    expect(keys).toContain('i18n:process:description');
    expect(keys.filter((key) => textOf(key, language) === undefined)).toEqual([]);
  });
});

describe('loading the manifest', () => {
  const { hostVersions } = loadManifest(FILE);

  it.each(['0.1.0', '0.1.1-rc.1'])(`accepts host version %s for ${hostVersions}`, (version) => {
    expect(loadManifest(FILE, version)).toMatchObject({ symbolicName: NAME });
  });

  it.each(['0.0.9', '999.0.0', 'latest'])(`refuses host version %s for ${hostVersions}`, (version) => {
    expect(() => loadManifest(FILE, version)).toThrow(
      expect.objectContaining({
        code: 'MANIFEST_INVALID',
        params: { path: '/hostVersions', reason: expect.stringContaining(version) as string },
      }),
    );
  });

  it.each([
    ['is not JSON', '{'],
    ['is missing', undefined],
  ])('names the file when it %s', (_, content) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'manifest-'));
    if (content !== undefined) writeFileSync(path.join(folder, FILE), content);
    try {
      expect(() => loadManifest(FILE, undefined, pathToFileURL(`${folder}/`))).toThrow(
        expect.objectContaining({
          code: 'MANIFEST_INVALID',
          params: { path: '/', reason: 'manifest/ldap-addon-batch-sync.json cannot be read as JSON' },
        }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Every text key (`i18n:<namespace>:<key.path>`) in the value. */
function textKeysIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('i18n:') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textKeysIn) : [];
}

function textOf(key: string, language: string): string | undefined {
  const [, namespace, keyPath = ''] = key.split(':');
  const texts: unknown = readJson(`i18n/${language}/${namespace}.json`);
  const text = keyPath
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], texts);
  return typeof text === 'string' ? text : undefined;
}
