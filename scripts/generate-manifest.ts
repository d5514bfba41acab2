/** Generates the settings schema from the settings classes and writes it into the manifest: `node scripts/generate-manifest.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';

import { format, resolveConfig } from 'prettier';
import { runnerImport } from 'vite';

interface SettingsSchema {
  readonly settingsJsonSchema: () => object;
}

const folder = new URL('../manifest/', import.meta.url);
const manifestFile = new URL('ldap-addon-batch-sync.json', folder);
const schemaFile = new URL('settings.schema.json', folder);

// The settings classes have decorators, which Node cannot strip. Vite transforms them.
const { module } = await runnerImport<SettingsSchema>(
  new URL('../src/settings/schema/settings-json-schema.ts', import.meta.url).pathname,
  { configFile: false, oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } }, logLevel: 'error' },
);

const schema = module.settingsJsonSchema();
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as { settings: { schema: object } };
manifest.settings.schema = schema;
await write(manifestFile, manifest);
await write(schemaFile, {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:ldap-addon-batch-sync:settings:1',
  ...schema,
});

async function write(file: URL, value: object): Promise<void> {
  const options = await resolveConfig(file.pathname);
  writeFileSync(file, await format(JSON.stringify(value), { ...options, parser: 'json' }));
}
