import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { AbstractSqlPlatform } from '@mikro-orm/sql';
import { userEntityUnsupported } from '../persistence-errors.js';
import { typeOf } from './bound-columns.js';
import type { UserKey } from './user-table.js';

const SERIALS: Readonly<Record<string, string>> = {
  smallserial: 'smallint',
  serial: 'int',
  serial4: 'int',
  bigserial: 'bigint',
  serial8: 'bigint',
};

/** The key of the users table and how a new one is generated: by its default, its sequence, or as a random UUID. */
export function readUserKey(meta: EntityMetadata, table: string, platform: AbstractSqlPlatform): UserKey {
  if (meta.compositePK) throw userEntityUnsupported('its key has several properties; it must be one');
  const property: EntityProperty = meta.getPrimaryProp();
  const [column = property.name] = property.fieldNames;
  const type = SERIALS[typeOf(property).toLowerCase()] ?? typeOf(property);
  return { name: platform.quoteIdentifier(column), type, next: nextKey(property, type, table, column, platform) };
}

function nextKey(
  property: EntityProperty,
  type: string,
  table: string,
  column: string,
  platform: AbstractSqlPlatform,
): string {
  if (property.kind !== 'scalar') throw userEntityUnsupported(`its key "${property.name}" is a relation`);
  if (property.defaultRaw) return `(${property.defaultRaw})::${type}`;
  if (property.autoincrement || property.generated) {
    const [quotedTable, quotedColumn] = [platform.quoteValue(table), platform.quoteValue(column)];
    return `nextval(pg_get_serial_sequence(${quotedTable}, ${quotedColumn}))::${type}`;
  }
  if (type.toLowerCase() === 'uuid') return 'gen_random_uuid()';
  throw userEntityUnsupported(
    `its key "${property.name}" (${type}) is neither made by the database (identity, serial, default) nor a UUID`,
  );
}
