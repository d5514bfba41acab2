import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';

import { BatchSyncSettings } from './batch-sync-settings.js';
import { DataPoolSettings, TlsSettings } from './data-pool-settings.js';
import { MappingRow } from './mapping-row.js';
import { ScheduleSettings } from './schedule-settings.js';

type Json = Record<string, unknown>;

const CLASSES = { BatchSyncSettings, DataPoolSettings, TlsSettings, MappingRow, ScheduleSettings } as const;

/** The JSON Schema of the settings, from the classes: in it the defaults are theirs, and nothing unknown is allowed. */
export function settingsJsonSchema(): Json {
  return schemaOf('BatchSyncSettings');
}

function schemaOf(name: keyof typeof CLASSES): Json {
  const schema = targetConstructorToSchema(CLASSES[name], {
    classTransformerMetadataStorage: defaultMetadataStorage,
    // Our own checks say nothing that a JSON Schema could: the type comes from the decorators beside them.
    additionalConverters: { [ValidationTypes.CUSTOM_VALIDATION]: {} },
  });
  const defaults: Json = Object.fromEntries(Object.entries(new CLASSES[name]()));
  const properties = Object.entries(schema.properties ?? {}).map(
    ([property, value]) => [property, { ...inline(value as Json), ...defaultOf(name, defaults[property]) }] as const,
  );
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

function defaultOf(name: keyof typeof CLASSES, value: unknown): Json {
  const isOwn = name !== 'MappingRow' && (typeof value !== 'object' || Array.isArray(value)) && value !== undefined;
  return isOwn ? { default: JSON.parse(JSON.stringify(value)) as unknown } : {};
}

/** Puts a class in the place of the `$ref` to it, so that a form needs one object only. */
function inline(value: Json): Json {
  if (typeof value['$ref'] === 'string') return refered(value['$ref']);
  const items = value['items'] as Json | undefined;
  return items && typeof items['$ref'] === 'string' ? { ...value, items: refered(items['$ref']) } : value;
}

function refered(pointer: string): Json {
  const name = pointer.split('/').at(-1) as keyof typeof CLASSES;
  return schemaOf(name);
}
