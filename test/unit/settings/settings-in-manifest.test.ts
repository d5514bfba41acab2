import { readFileSync } from 'node:fs';

import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';

import type { ProcessManifest } from '../../../src/contract/process-registry.js';
import { CACHE_INVALIDATED, RUN_PROGRESSED } from '../../../src/contract/sync-events.js';
import { loadManifest } from '../../../src/processes/load-manifest.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { settingsJsonSchema } from '../../../src/settings/schema/settings-json-schema.js';
import { defaultSettings } from '../../../src/settings/stored-settings.js';
import { validateSettings } from '../../../src/settings/validate-settings.js';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

const manifest = loadManifest(SYNCHRONIZE_ACTIVE.manifestFile);
const schema = manifest.settings.schema as Schema;

describe('the settings in the manifest', () => {
  it('match the settings classes (otherwise run "node scripts/generate-manifest.ts")', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(settingsJsonSchema())));
    expect(readJson('settings.schema.json')).toMatchObject(schema);
  });

  it('each appear once in the form, except for the name of the data pool, which is chosen', () => {
    const paths = manifest.settings.layout.sections.flatMap(({ fields }) => fields.map(({ path }) => path));
    expect([...paths, 'dataPool.name'].toSorted()).toEqual(leaves(schema).toSorted());
  });

  it('have defaults that pass the schema and the validation', () => {
    const validate = new Ajv({ strict: false, formats: {} }).compile(schema);
    expect([validate(defaultSettings()), validate.errors]).toEqual([true, null]);
    expect(validateSettings(defaultSettings())).toEqual([]);
  });

  it('have the setting key and the event names of the manifest', () => {
    expect(manifest.job.settingKey).toBe('batch-synchronization.LDAPAddonBatchSync');
    expect(manifest.events).toEqual([CACHE_INVALIDATED, RUN_PROGRESSED]);
  });

  it('have the version of the package', () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as ProcessManifest;
    expect(manifest.version).toBe(version);
  });
});

/** Dotted paths of all values that are not objects. A list is one setting. */
function leaves({ properties = {} }: Schema, parent = ''): string[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    value.type === 'object' ? leaves(value, `${parent}${name}.`) : [`${parent}${name}`],
  );
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../manifest/${name}`, import.meta.url), 'utf8'));
}
