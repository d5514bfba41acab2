import type { EntityMetadata, EntityName, FilterQuery, MikroORM } from '@mikro-orm/core';
import type { AbstractSqlPlatform, SqlEntityManager } from '@mikro-orm/sql';
import { USER_FIELDS, type UserBinding, type UserField } from '../../contract/user-binding.js';
import { qualified } from '../tables/own-tables.js';
import { userEntityUnsupported } from '../persistence-errors.js';
import { BoundColumns } from './bound-columns.js';
import { readStamps } from './stamps.js';
import { readUniques } from './unique-columns.js';
import { readVisible } from './user-filters.js';
import { readUserKey } from './user-key.js';
import type { UserColumn, UserTable } from './user-table.js';

/** Reads the host's users table from the metadata of its entity. Throws `USER_ENTITY_UNSUPPORTED` with the reason. */
export function readUserTable(orm: MikroORM, binding: UserBinding): UserTable {
  const platform = orm.em.getPlatform() as AbstractSqlPlatform;
  const meta = metadataOf(orm, binding);
  const name = qualified(orm, meta.tableName, meta.schema);
  const key = readUserKey(meta, name, platform);
  const bound = new BoundColumns(meta, platform);

  const fields = readFields(binding, bound);
  const state = bound.state(binding.state.property, binding.state);
  const source = binding.source ? bound.text(binding.source, 'source') : undefined;
  const attributes = binding.attributes ? bound.json(binding.attributes, 'attributes') : undefined;
  const labels = new Map([...fields].map(([field, column]) => [column.property, field]));
  return {
    name,
    key,
    fields,
    state,
    source,
    attributes,
    uniques: readUniques(meta, bound, labels),
    ...readStamps(meta, bound, platform),
    limits: limitsOf(fields, attributes),
    protectedKeys: protectedKeysOf(orm, binding, key.name, platform),
    visible: () => readVisible(orm, meta),
  };
}

function metadataOf(orm: MikroORM, binding: UserBinding): EntityMetadata {
  const all = orm.getMetadata();
  const meta: EntityMetadata | undefined = all.find(binding.entity as EntityName);
  // For an entity that is not registered, the ORM returns the empty metadata of the schema itself.
  if (!meta || ![...all.getAll().values()].includes(meta))
    throw userEntityUnsupported('the entity is not registered with the ORM');
  if (meta.virtual || meta.view) throw userEntityUnsupported(`${meta.className} is a view, not a table`);
  if (meta.inheritanceType ?? meta.root.inheritanceType) {
    throw userEntityUnsupported(`${meta.className} shares its table or its columns with other entities (inheritance)`);
  }
  if (meta.schema === '*') throw userEntityUnsupported(`${meta.className} has no schema of its own ("*")`);
  return meta;
}

function readFields(binding: UserBinding, bound: BoundColumns): ReadonlyMap<UserField, UserColumn> {
  const named = binding.fields as Readonly<Partial<Record<UserField, string>>>;
  if (!named.userName) throw userEntityUnsupported('no property is named for the field userName');
  const fields = new Map<UserField, UserColumn>();
  for (const field of USER_FIELDS) {
    const property = named[field];
    if (property) fields.set(field, bound.text(property, `field ${field}`));
  }
  return fields;
}

function limitsOf(fields: ReadonlyMap<UserField, UserColumn>, attributes: UserColumn | undefined): UserTable['limits'] {
  const maxLength: Partial<Record<UserField, number>> = {};
  const notNull = new Set<UserField>(['userName']);
  for (const [field, column] of fields) {
    if (column.maxLength !== undefined) maxLength[field] = column.maxLength;
    if (!column.nullable) notNull.add(field);
  }
  return { fields: new Set(fields.keys()), maxLength, notNull, attributes: attributes !== undefined };
}

function protectedKeysOf(orm: MikroORM, binding: UserBinding, key: string, platform: AbstractSqlPlatform) {
  const condition = binding.protected;
  if (!condition) return () => undefined;
  return (among?: string): string => {
    const em = orm.em.fork() as SqlEntityManager;
    const meta = orm.getMetadata().find(binding.entity as EntityName) as EntityMetadata;
    const query = em
      .createQueryBuilder(binding.entity as EntityName<{ id: never }>, 'p')
      .select(meta.primaryKeys[0] as never)
      .where(condition as FilterQuery<{ id: never }>);
    const column = `${platform.quoteIdentifier('p')}.${key}`;
    if (among) query.andWhere(`${column} = any(${among})`);
    return `select k.${key}::text as user_id from (${query.getFormattedQuery()}) k`;
  };
}
