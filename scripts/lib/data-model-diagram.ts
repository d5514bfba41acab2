import type { EntityMetadata, EntityProperty, EntitySchema } from '@mikro-orm/core';
import { MikroORM, type Options, PostgreSqlDriver } from '@mikro-orm/postgresql';

/** A column that refers to a row of another table without a foreign key. */
export interface Reference {
  readonly table: string;
  readonly column: string;
  readonly refersTo: string;
}

type Entity = EntitySchema | (new (...args: never[]) => unknown);

/** Entities, and what their tables are labelled with. */
export interface EntityGroup {
  readonly entities: readonly Entity[];
  readonly label?: string;
}

/** The tables of the entities as a Mermaid diagram, as the ORM's metadata describes them. Connects to no database. */
export function dataModelDiagram(groups: readonly EntityGroup[], references: readonly Reference[]): string {
  const tables = tablesOf(groups.flatMap(({ entities }) => entities));
  const labels = groups.flatMap(({ entities, label }) => entities.map(() => label));
  return [
    '```mermaid',
    'erDiagram',
    ...tables.flatMap((table, index) => tableLines(table, labels[index])),
    ...tables.flatMap((table) => table.props.filter(isForeignKey).map((property) => foreignKeyLine(table, property))),
    ...references.map((reference) => referenceLine(tables, reference)),
    '```',
  ].join('\n');
}

/** In the order in which they were given. */
function tablesOf(entities: readonly Entity[]): readonly EntityMetadata[] {
  const orm = new MikroORM({ driver: PostgreSqlDriver, dbName: 'unused', entities } as unknown as Options);
  const known = [...orm.getMetadata().getAll().values()];
  return entities.map((entity) => {
    const name = 'meta' in entity ? entity.meta.className : entity.name;
    const metadata = known.find(({ className }) => className === name);
    if (!metadata) throw new Error(`The ORM does not know the entity ${name}.`);
    return metadata;
  });
}

function tableLines({ tableName, props }: EntityMetadata, label: string | undefined): readonly string[] {
  const name = label ? `${tableName}["${tableName} (${label})"]` : tableName;
  return [`  ${name} {`, ...props.flatMap(columnLines), '  }'];
}

function columnLines(property: EntityProperty): readonly string[] {
  const keys = [property.primary && 'PK', isForeignKey(property) && 'FK'].filter(Boolean).join(', ');
  const isNullable = property.nullable === true;
  return property.fieldNames.map((name, index) =>
    ['   ', property.columnTypes[index], name, keys, isNullable && '"nullable"'].filter(Boolean).join(' '),
  );
}

function isForeignKey({ targetMeta }: EntityProperty): boolean {
  return targetMeta !== undefined;
}

function foreignKeyLine({ tableName }: EntityMetadata, property: EntityProperty): string {
  const many = property.kind === '1:1' ? 'o|' : 'o{';
  return line(property, many, tableName, property.targetMeta?.tableName ?? '', 'foreign key');
}

function referenceLine(tables: readonly EntityMetadata[], { table, column, refersTo }: Reference): string {
  const properties = tables.find(({ tableName }) => tableName === table)?.props ?? [];
  const property = properties.find(({ fieldNames }) => fieldNames.includes(column));
  if (!property) throw new Error(`There is no column ${table}.${column}.`);
  return line(property, 'o{', table, refersTo, 'by value');
}

function line({ fieldNames, nullable }: EntityProperty, many: string, from: string, to: string, how: string): string {
  return `  ${to} ${nullable ? '|o' : '||'}--${many} ${from} : "${fieldNames.join(', ')}, ${how}"`;
}
