import type { OpenAPIObject } from '@nestjs/swagger';

type JsonSchema = Readonly<Record<string, unknown>>;
type Components = Record<string, JsonSchema>;

/** Names of the components, by the path of the object in the settings. */
const COMPONENTS: Readonly<Record<string, string>> = {
  '': 'Settings',
  schedule: 'ScheduleSettings',
  dataPool: 'DataPoolSettings',
  'dataPool.tls': 'TlsSettings',
  search: 'SearchSettings',
  mapping: 'MappingRow',
  'mapping.source': 'MappingSource',
  'mapping.conversions': 'MappingConversion',
  'mapping.multiple': 'MappingMultiple',
};

/** The settings in requests. */
export const SETTINGS_SCHEMA = { allOf: [refTo('Settings')] };
export const POOL_SETTINGS_SCHEMA = { allOf: [refTo('DataPoolSettings')] };
export const SHOWN_POOL_SETTINGS_SCHEMA = { allOf: [refTo('ShownDataPoolSettings')] };
export const SEARCH_SETTINGS_SCHEMA = { allOf: [refTo('SearchSettings')] };
/** The settings in responses. */
export const SHOWN_SETTINGS_SCHEMA = { allOf: [refTo('ShownSettings')] };

/**
 * Adds the JSON Schema of the settings as components, one for each object, so that generated clients have types. Settings
 * in responses have no secrets; they tell which ones are stored.
 *
 * @param schema that of the manifest, with its texts.
 */
export function documentSettings(document: OpenAPIObject, schema: object): OpenAPIObject {
  const components: Components = {};
  componentsOf(schema as JsonSchema, '', components);
  const schemas = { ...document.components?.schemas, ...components, ...shown(components) };
  return { ...document, components: { ...document.components, schemas } };
}

/** Adds the objects of a schema to the components, and returns the schema with references to them. */
function componentsOf(schema: JsonSchema, path: string, components: Components): JsonSchema {
  // The titles of values and the examples are not in OpenAPI 3.0. Generators make a type of their own for `writeOnly`.
  const { items, properties, oneOf: _o, examples: _e, writeOnly: _w, ...own } = schema as Record<string, JsonSchema>;
  const below = (name: string) => (path === '' ? name : `${path}.${name}`);
  const resolved = {
    ...own,
    ...(items && { items: componentsOf(items, path, components) }),
    ...(properties && {
      properties: mapValues(properties, (each, name) => componentsOf(each, below(name), components)),
    }),
  };
  const name = COMPONENTS[path];
  if (schema['type'] !== 'object' || name === undefined) return resolved;
  components[name] = resolved;
  return refTo(name);
}

function shown({ Settings: settings, DataPoolSettings: pool, TlsSettings: tls }: Components): Components {
  const { bindPassword: _password, ...ofPool } = propertiesOf(pool);
  const { clientKey: _key, ...ofTls } = propertiesOf(tls);
  const bindPasswordSet = { type: 'boolean', description: 'Whether a bind password is stored' };
  const clientKeySet = { type: 'boolean', description: 'Whether the key of the client certificate is stored' };
  const shownPool = { ...pool, properties: { ...ofPool, tls: refTo('ShownTlsSettings'), bindPasswordSet } };
  return {
    ShownTlsSettings: { type: 'object', ...tls, properties: { ...ofTls, clientKeySet } },
    ShownDataPoolSettings: { type: 'object', ...shownPool },
    ShownSettings: withPool(settings, 'ShownDataPoolSettings'),
    Settings: withPool(settings, 'DataPoolSettings'),
  };
}

/** A data pool is named. A part of its settings may be sent in its place; versions before 0.5.0 contained all of them. */
function withPool(settings: JsonSchema | undefined, pool: string): JsonSchema {
  const dataPool = { oneOf: [{ type: 'string', description: 'Name of the data pool' }, refTo(pool)] };
  return { type: 'object', ...settings, properties: { ...propertiesOf(settings), dataPool } };
}

function propertiesOf(schema: JsonSchema | undefined): JsonSchema {
  return (schema?.['properties'] ?? {}) as JsonSchema;
}

function mapValues(object: object, map: (value: JsonSchema, name: string) => JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value as JsonSchema, name)]));
}

function refTo(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
