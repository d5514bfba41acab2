import { SyncError } from '../../contract/sync-error.js';
import type { DirectoryConnection } from '../client/directory-connection.js';
import type { RulesInForce } from '../dialects/rules-in-force.js';
import { attributeNames } from '../proposal/schema-names.js';
import { schemaOf } from '../proposal/schema-of.js';
import { namesOf } from './attribute-names.js';
import { EntryReader } from './entry-reader.js';

/**
 * A reader for the product that was recognized. A server returns an attribute that was requested by number (its OID) under its
 * name: the schema is read for this name, once and only for numbers that are not generally known. Throws
 * `ATTRIBUTE_NUMBER_UNKNOWN` if the schema cannot be read or does not have one of them: its value would read as no value.
 */
export async function openEntryReader(
  connection: DirectoryConnection,
  attributes: readonly string[],
  rules: RulesInForce,
): Promise<EntryReader> {
  const numbers = [...new Set(attributes.map(typeOf))].filter(isOnlyNumber);
  const names = numbers.length > 0 ? await namesInSchema(connection, numbers) : undefined;
  return new EntryReader(attributes, connection.product.dialect, rules, names);
}

async function namesInSchema(
  connection: DirectoryConnection,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const schema = await schemaOf(connection);
  const known = new Map((schema ? attributeNames(schema) : []).map((names) => [names.at(-1), names] as const));
  return new Map(
    numbers.map((number) => {
      const names = known.get(number);
      if (!names)
        throw new SyncError('ATTRIBUTE_NUMBER_UNKNOWN', { params: { url: connection.url, attribute: number } });
      return [number, names];
    }),
  );
}

function isOnlyNumber(type: string): boolean {
  return /^\d/.test(type) && namesOf(type).length === 1;
}

function typeOf(attribute: string): string {
  return attribute.split(';')[0] ?? attribute;
}
