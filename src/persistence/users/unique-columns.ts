import type { EntityMetadata, EntityProperty } from '@mikro-orm/core';
import type { BoundColumns } from './bound-columns.js';
import type { UniqueColumns } from './user-table.js';

/**
 * The unique constraints on bound columns. Partial and expression indexes are not read: a row that the database refuses
 * because of them becomes a problem of that user.
 */
export function readUniques(meta: EntityMetadata, bound: BoundColumns, labels: ReadonlyMap<string, string>) {
  const single = meta.props.filter((property) => property.unique).map((property) => [property.name]);
  const declared = meta.uniques
    .filter((unique) => !unique.where && !unique.expression)
    .map((unique) => [unique.properties ?? []].flat().map(String));
  return [...single, ...declared]
    .map((names) => uniqueOf(names, meta, bound, labels))
    .filter((unique) => unique !== undefined);
}

function uniqueOf(
  names: readonly string[],
  meta: EntityMetadata,
  bound: BoundColumns,
  labels: ReadonlyMap<string, string>,
): UniqueColumns | undefined {
  const all = meta.properties as Record<string, EntityProperty | undefined>;
  const properties = names.map((name) => all[name]).filter((property) => property !== undefined);
  const isComplete = properties.length === names.length && properties.every((each) => each.fieldNames.length === 1);
  if (!isComplete || !names.some((name) => labels.has(name))) return undefined;
  return {
    columns: properties.map((property) => bound.column(property)),
    label: names.map((name) => labels.get(name) ?? name).join(', '),
  };
}
