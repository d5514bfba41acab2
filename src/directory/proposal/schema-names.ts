import { isSecretAttribute } from '../../mapping/secret-attribute.js';
import { type Definition, parseDefinition } from './schema-definitions.js';

/** The attributes of the subschema subentry (RFC 4512 section 4.2). */
export const SCHEMA_ATTRIBUTES = ['attributeTypes', 'objectClasses', 'dITContentRules'];

export interface SchemaTexts {
  readonly attributeTypes: readonly string[];
  readonly objectClasses: readonly string[];
  readonly contentRules: readonly string[];
}

/** More would come only from a hostile server. */
const MAX_DEFINITIONS = 20_000;
const MAX_NAMES = 2_000;
/** With which a definition begins. */
const OID = /^\s*\(\s*([\d.]+)\s/;

/**
 * The attributes that a schema allows for entries of some object classes, as it spells them and in alphabetical order, without
 * secrets and those that the server itself writes.
 */
export function namesAllowed(schema: SchemaTexts, classes: Iterable<string>): readonly string[] {
  const types = byName(schema.attributeTypes);
  const allowed = closureOf(classes, byName(schema.objectClasses), byName(schema.contentRules)).flatMap((each) => [
    ...wordsOf(each, 'MUST'),
    ...wordsOf(each, 'MAY'),
  ]);
  const names = allowed.flatMap((name) => {
    const type = types.get(name.toLowerCase());
    return type && !isOfServer(type) ? [wordsOf(type, 'NAME')[0] ?? name] : [];
  });
  const distinct = [...new Set(names)].filter((name) => !isSecretAttribute(name));
  return distinct.toSorted((one, other) => one.localeCompare(other, 'en')).slice(0, MAX_NAMES);
}

/**
 * The names and OIDs of each attribute of a schema, operational ones included, as it spells them. The first name is the one
 * under which the server returns the attribute.
 */
export function attributeNames({
  attributeTypes,
}: Pick<SchemaTexts, 'attributeTypes'>): readonly (readonly string[])[] {
  return attributeTypes.slice(0, MAX_DEFINITIONS).map((text) => {
    const oid = OID.exec(text)?.[1];
    return [...wordsOf(parseDefinition(text), 'NAME'), ...(oid === undefined ? [] : [oid])];
  });
}

/** Operational attributes, and those that clients cannot write. */
function isOfServer(type: Definition): boolean {
  const usage = wordsOf(type, 'USAGE')[0] ?? 'userApplications';
  return usage !== 'userApplications' || type.has('NO-USER-MODIFICATION');
}

/** The definitions of the classes, those that they extend, and what their content rules add. */
function closureOf(
  classes: Iterable<string>,
  known: ReadonlyMap<string, Definition>,
  rules: ReadonlyMap<string, Definition>,
): readonly Definition[] {
  const found = new Map<string, readonly Definition[]>();
  const open = [...classes];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const key = name.toLowerCase();
    if (found.has(key)) continue;
    const definitions = [known.get(key), rules.get(key)].filter((each) => each !== undefined);
    found.set(key, definitions);
    for (const each of definitions) open.push(...wordsOf(each, 'SUP'), ...wordsOf(each, 'AUX'));
  }
  return [...found.values()].flat();
}

function byName(texts: readonly string[]): ReadonlyMap<string, Definition> {
  const definitions = texts.slice(0, MAX_DEFINITIONS).map(parseDefinition);
  return new Map(
    definitions.flatMap((each) => wordsOf(each, 'NAME').map((name) => [name.toLowerCase(), each] as const)),
  );
}

function wordsOf(definition: Definition, keyword: string): readonly string[] {
  return definition.get(keyword) ?? [];
}
