import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { AbstractSqlPlatform } from '@mikro-orm/sql';
import { userEntityUnsupported } from '../persistence-errors.js';
import { type BoundColumns, typeOf } from './bound-columns.js';
import type { Stamp } from './user-table.js';

/**
 * The columns that the ORM would write besides the bound properties: `onCreate`, `onUpdate`, version. Refuses an entity
 * whose rows need a further value.
 */
export function readStamps(meta: EntityMetadata, bound: BoundColumns, platform: AbstractSqlPlatform) {
  const onCreate: Stamp[] = [];
  const onUpdate: Stamp[] = [];
  for (const property of meta.props.filter((each) => hasColumn(each) && !each.primary && !bound.isBound(each))) {
    const name = platform.quoteIdentifier(property.fieldNames[0] ?? property.name);
    const created = property.onCreate ? stampOf(property, property.onCreate, 'onCreate', platform) : undefined;
    if (created) onCreate.push({ name, sql: created });
    else refuseWithoutValue(property);

    if (property.version) onUpdate.push({ name, sql: nextVersion(property, name) });
    else if (property.onUpdate)
      onUpdate.push({ name, sql: stampOf(property, property.onUpdate, 'onUpdate', platform) });
  }
  return { onCreate, onUpdate };
}

function hasColumn(property: EntityProperty): boolean {
  if (property.formula || property.persist === false || property.generated) return false;
  if (property.kind === 'm:1' || (property.kind === '1:1' && property.owner)) return true;
  return property.kind === 'scalar' || (property.kind === 'embedded' && property.object === true);
}

function refuseWithoutValue(property: EntityProperty): void {
  const given = property.default !== undefined || property.defaultRaw !== undefined;
  if (property.nullable || given || property.autoincrement || property.version) return;
  throw userEntityUnsupported(
    `a new user needs a value for the property "${property.name}": make it nullable, give it a default in the database, or bind it`,
  );
}

function nextVersion(property: EntityProperty, name: string): string {
  return property.runtimeType === 'Date' ? now(property) : `u.${name} + 1`;
}

type Hook = (entity: unknown, em: never) => unknown;

function stampOf(property: EntityProperty, hook: Hook, name: string, platform: AbstractSqlPlatform): string {
  if (property.runtimeType === 'Date') return now(property);
  if (typeOf(property).toLowerCase() === 'uuid') return 'gen_random_uuid()';
  const value = constantOf(hook);
  if (value === undefined) {
    throw userEntityUnsupported(
      `the property "${property.name}" is computed in code (${name}), which a set-based write cannot do: give it a default in the database`,
    );
  }
  return platform.quoteValue(property.customType?.convertToDatabaseValue(value, platform) ?? value);
}

/** The value of a constant function, such as `() => Role.User`; undefined for other functions. */
function constantOf(hook: Hook): string | number | boolean | undefined {
  try {
    const [first, second] = [hook({}, undefined as never), hook({}, undefined as never)];
    if (first !== second) return undefined;
    return typeof first === 'string' || typeof first === 'number' || typeof first === 'boolean' ? first : undefined;
  } catch {
    return undefined;
  }
}

function now(property: EntityProperty): string {
  const withoutZone = /^(timestamp|time)\b/i.test(typeOf(property)) && !/tz|with time zone/i.test(typeOf(property));
  return withoutZone ? `(now() at time zone 'utc')` : 'now()';
}
