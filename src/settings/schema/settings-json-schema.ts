import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';

import { GUARDS } from '../../contract/guards.js';
import { ActiveRulesSettings } from './active-rules-settings.js';
import { ApprovalSettings } from './approval-settings.js';
import { BatchSyncSettings } from './batch-sync-settings.js';
import { DataPoolSettings, TlsSettings } from './data-pool-settings.js';
import { limitClassName } from './guard-limit-settings.js';
import { LIMIT_CLASSES, LimitsSettings } from './limits-settings.js';
import { MappingConversion } from './mapping-conversion.js';
import { MappingMultiple } from './mapping-multiple.js';
import { MappingRow } from './mapping-row.js';
import { MappingSource } from './mapping-source.js';
import { ScheduleSettings } from './schedule-settings.js';
import { SearchSettings } from './search-settings.js';
import { SearchBase, SearchExclusion } from './search-statements.js';

type JsonSchema = Record<string, unknown>;

const CLASSES: Readonly<Record<string, new () => object>> = {
  BatchSyncSettings,
  DataPoolSettings,
  TlsSettings,
  SearchSettings,
  ActiveRulesSettings,
  SearchBase,
  SearchExclusion,
  MappingRow,
  MappingSource,
  MappingMultiple,
  MappingConversion,
  ScheduleSettings,
  LimitsSettings,
  ApprovalSettings,
  ...Object.fromEntries(GUARDS.map((guard) => [limitClassName(guard), LIMIT_CLASSES[guard]])),
};

/** A row has no defaults of its own: those of the whole mapping are its list. */
const ROW_CLASSES: ReadonlySet<string> = new Set([
  'SearchBase',
  'SearchExclusion',
  'MappingRow',
  'MappingSource',
  'MappingMultiple',
  'MappingConversion',
]);

/** The JSON Schema of the settings classes, with their defaults. Unknown properties are not allowed. */
export function settingsJsonSchema(): JsonSchema {
  return schemaOf('BatchSyncSettings');
}

function schemaOf(name: string): JsonSchema {
  const settings = CLASSES[name];
  if (!settings) throw new Error(`The settings have no class ${name}.`);
  const schema = targetConstructorToSchema(settings, {
    classTransformerMetadataStorage: defaultMetadataStorage,
    // Custom rules have no equivalent in JSON Schema. The type decorators provide the type.
    additionalConverters: { [ValidationTypes.CUSTOM_VALIDATION]: {} },
  });
  const defaults: JsonSchema = Object.fromEntries(Object.entries(new settings()));
  const properties = Object.entries(schema.properties ?? {}).map(
    ([property, value]) =>
      [property, { ...inlineReferences(value as JsonSchema), ...defaultOf(name, defaults[property]) }] as const,
  );
  return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
}

function defaultOf(name: string, value: unknown): JsonSchema {
  const isOwn = !ROW_CLASSES.has(name) && (typeof value !== 'object' || Array.isArray(value)) && value !== undefined;
  return isOwn ? { default: JSON.parse(JSON.stringify(value)) as unknown } : {};
}

/** Replaces each `$ref` with the schema of the class, so that the schema is one object. */
function inlineReferences(value: JsonSchema): JsonSchema {
  if (typeof value['$ref'] === 'string') return referencedSchema(value['$ref']);
  const items = value['items'] as JsonSchema | undefined;
  return items && typeof items['$ref'] === 'string' ? { ...value, items: referencedSchema(items['$ref']) } : value;
}

function referencedSchema(pointer: string): JsonSchema {
  return schemaOf(pointer.split('/').at(-1) ?? '');
}
