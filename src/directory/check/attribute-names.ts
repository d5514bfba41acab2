import type { CheckStep } from '../../contract/check-report.js';
import { parseDistinguishedName } from '../../mapping/distinguished-name.js';
import { similarAttributes } from '../../mapping/similar-attributes.js';
import { isStableId } from '../../settings/rules/canaries.js';
import { namesOf } from '../read/attribute-names.js';
import { attributeNames, type SchemaTexts } from '../proposal/schema-names.js';

type Line = Pick<CheckStep, 'code' | 'params'>;

/** Where the settings name an attribute, as the code of what is said about one that does not exist. */
type UnknownCode = 'ATTRIBUTE_UNKNOWN' | 'FILTER_ATTRIBUTE_UNKNOWN' | 'CANARY_ATTRIBUTE_UNKNOWN';

const MAX_LINES = 10;
/** Names are short. Longer ones are compared with nothing. */
const MAX_LENGTH = 100;

/**
 * The names of the attributes of a directory: those of its schema, and those that entries have, as a schema need not contain
 * all of them.
 */
export class AttributeNames {
  /** By the name in lower case. Names that entries have come first, as they are meant more probably. */
  private readonly names: ReadonlyMap<string, string>;
  /** By all names of the schema in lower case: under which name the server returns the attribute. */
  private readonly returned: ReadonlyMap<string, string>;

  /**
   * @param schema undefined if it cannot be read: no name is unknown then.
   * @param seen names of attributes that entries have.
   */
  constructor(
    private readonly schema: SchemaTexts | undefined,
    readonly seen: readonly string[],
  ) {
    const types = schema ? attributeNames(schema) : [];
    this.returned = new Map(types.flatMap((all) => all.map((name) => [name.toLowerCase(), all[0] ?? name] as const)));
    const names = [...seen, ...types.flat()].filter(({ length }) => length <= MAX_LENGTH);
    this.names = byLowerCase(names);
  }

  get isSchemaHidden(): boolean {
    return this.schema === undefined;
  }

  /** Whether the directory has no such attribute. Its options, such as `;lang-sv` and `;binary`, do not matter. */
  isUnknown(attribute: string): boolean {
    return this.schema !== undefined && !this.names.has(typeOf(attribute).toLowerCase());
  }

  /** The names that an attribute may be a misspelling of, or under which this directory has it and a read does not look for it. */
  similarTo(attribute: string): readonly string[] {
    const type = typeOf(attribute);
    if (!this.isUnknown(attribute)) return this.nameOf(type);
    const synonyms = namesOf(type)
      .flatMap((name) => this.names.get(name) ?? [])
      .filter((name) => !isOid(name));
    return synonyms.length > 0 ? synonyms : similarAttributes(type, [...this.names.values()]);
  }

  /** Of a number or a further name that only the schema knows. */
  private nameOf(type: string): readonly string[] {
    const name = this.returned.get(type.toLowerCase());
    return name === undefined || namesOf(type).includes(name.toLowerCase()) ? [] : [name];
  }

  /** A line for each unknown attribute, followed by what may be meant. */
  findings(attributes: readonly string[], code: UnknownCode): readonly Line[] {
    const unknown = [...new Set(attributes)].filter((attribute) => this.isUnknown(attribute)).slice(0, MAX_LINES);
    return unknown.flatMap((attribute) => {
      const similar = this.similarTo(attribute).join(', ');
      const suggested = similar === '' ? [] : [{ code: 'ATTRIBUTE_SIMILAR', params: { attribute, similar } }];
      return [{ code, params: { attribute } }, ...suggested];
    });
  }
}

/** The attributes in the names of people who must always be found. */
export function attributesInCanaries(canaries: readonly string[]): readonly string[] {
  const names = canaries.filter((canary) => !isStableId(canary)).flatMap((dn) => parseDistinguishedName(dn) ?? []);
  return names.flatMap((name) => name.map(({ type }) => type));
}

/** The first spelling of each. */
function byLowerCase(names: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of names) if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  return found;
}

function isOid(name: string): boolean {
  return /^\d/.test(name);
}

function typeOf(attribute: string): string {
  return attribute.split(';')[0] ?? attribute;
}
