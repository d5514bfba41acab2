import { CharacterType, type EntityMetadata, type EntityProperty, StringType, TextType } from '@mikro-orm/core';
import type { AbstractSqlPlatform } from '@mikro-orm/sql';
import type { UserBinding } from '../../contract/user-binding.js';
import { raw, sql } from '../database/sql.js';
import { userEntityUnsupported } from '../persistence-errors.js';
import type { StateColumn, UserColumn } from './user-table.js';

const TEXT = /^(text|citext|varchar|character varying|char|character|bpchar)\b/i;
const JSON_TYPE = /^jsonb?$/i;

export function typeOf(property: EntityProperty): string {
  return property.columnTypes[0] ?? '';
}

/** The properties of the host's user entity that the binding names. Refuses those that cannot be written set-based. */
export class BoundColumns {
  private readonly roles = new Map<string, string>();

  constructor(
    private readonly meta: EntityMetadata,
    private readonly platform: AbstractSqlPlatform,
  ) {}

  /** @param role the use of the property in the binding, for error messages. */
  property(name: string, role: string): EntityProperty {
    const property = (this.meta.properties as Record<string, EntityProperty | undefined>)[name];
    if (!property)
      throw userEntityUnsupported(`${role} names the property "${name}", which ${this.entity} does not have`);
    const other = this.roles.get(name);
    if (other) throw userEntityUnsupported(`the property "${name}" is named twice, by ${other} and ${role}`);
    this.roles.set(name, role);

    const reason = reasonNotWritable(property);
    if (reason) throw userEntityUnsupported(`the property "${name}" (${role}) ${reason}`);
    return property;
  }

  text(name: string, role: string): UserColumn {
    const property = this.property(name, role);
    const type = typeOf(property);
    if (!TEXT.test(type)) throw userEntityUnsupported(`the property "${name}" (${role}) is ${type}, but must be text`);
    refuseConversion(property, role);
    return this.column(property);
  }

  json(name: string, role: string): UserColumn {
    const property = this.property(name, role);
    const type = typeOf(property);
    if (!JSON_TYPE.test(type))
      throw userEntityUnsupported(`the property "${name}" (${role}) is ${type}, but must be JSON`);
    return {
      ...this.column(property),
      asText: (alias) => raw(`${alias}.${this.quoted(property)}::jsonb`),
      fromText: (value) => sql`(${value})::${raw(type)}`,
    };
  }

  state(name: string, { active, inactive }: Omit<UserBinding['state'], 'property'>): StateColumn {
    const property = this.property(name, 'state');
    const type = this.platform.quoteIdentifier(typeOf(property));
    const cast = property.nativeEnumName ? type : typeOf(property);
    const stored = (value: unknown) =>
      String((property.customType?.convertToDatabaseValue(value, this.platform) as unknown) ?? value);
    return {
      ...this.column(property),
      asText: (alias) => raw(`${alias}.${this.quoted(property)}::text`),
      // The value is the host's constant, so a cast that truncates it is noticed in the first run.
      fromText: (value) => (TEXT.test(cast) ? value : sql`(${value})::${raw(cast)}`),
      active: stored(active),
      inactive: inactive === undefined ? undefined : stored(inactive),
      isText: property.nativeEnumName !== undefined || TEXT.test(cast),
    };
  }

  column(property: EntityProperty): UserColumn {
    const name = this.quoted(property);
    const plain = /^(text|varchar|character varying)\b/i.test(typeOf(property));
    return {
      property: property.name,
      name,
      nullable: property.nullable === true,
      maxLength: lengthOf(typeOf(property)),
      asText: (alias) => raw(plain ? `${alias}.${name}` : `${alias}.${name}::text`),
      // No cast: an assignment refuses a value that is too long, while `::varchar(20)` would truncate it silently.
      fromText: (value) => value,
    };
  }

  isBound(property: EntityProperty): boolean {
    return this.roles.has(property.name);
  }

  private quoted(property: EntityProperty): string {
    return this.platform.quoteIdentifier(property.fieldNames[0] ?? property.name);
  }

  private get entity(): string {
    return `the entity ${this.meta.className}`;
  }
}

function lengthOf(type: string): number | undefined {
  const declared = /\((\d+)\)/.exec(type)?.[1];
  if (declared) return Number(declared);
  return /^(char|character|bpchar)$/i.test(type) ? 1 : undefined;
}

function reasonNotWritable(property: EntityProperty): string | undefined {
  if (property.kind === 'embedded') return 'is embedded; name a property with a column of its own';
  if (property.kind !== 'scalar') return 'is a relation';
  if (property.primary) return 'is the key';
  if (property.formula || property.persist === false) return 'has no column';
  if (property.generated) return 'is computed by the database';
  if (property.fieldNames.length !== 1) return 'has several columns';
  return undefined;
}

function refuseConversion(property: EntityProperty, role: string): void {
  const type = property.customType;
  const plain = type instanceof StringType || type instanceof TextType || type instanceof CharacterType;
  if (!type || (plain && !property.hasConvertToDatabaseValueSQL)) return;
  throw userEntityUnsupported(
    `the property "${property.name}" (${role}) is converted in code by ${type.constructor.name}, which a set-based write cannot do`,
  );
}
