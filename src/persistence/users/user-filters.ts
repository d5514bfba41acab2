import {
  type EntityMetadata,
  type EntityName,
  type FilterDef,
  type FilterQuery,
  type MikroORM,
  QueryHelper,
} from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/sql';
import { raw, type Sql } from '../database/sql.js';
import { userEntityUnsupported } from '../persistence-errors.js';

type Entity = EntityName<{ id: never }>;

/** Default filters that are evaluated together. */
interface Filters {
  readonly label: string;
  readonly declared?: FilterDef | undefined;
  readonly options: Readonly<Record<string, false>>;
}

/**
 * The entity's default filters as one condition on the row `u`; undefined when nothing is hidden. Read for each
 * statement, because a filter may be a function or may be added later.
 *
 * Throws `USER_ENTITY_UNSUPPORTED`, with the name of the filter, for a filter that is not a condition on the row alone.
 */
export async function readVisible(orm: MikroORM, meta: EntityMetadata): Promise<Sql | undefined> {
  const em = orm.em.fork() as SqlEntityManager;
  for (const filters of eachFilter(orm, meta)) await conditionOf(em, meta, filters);
  const condition = await conditionOf(em, meta, { label: 'a default filter', options: {} });
  return condition === undefined ? undefined : raw(`(${condition})`);
}

/** The filters one by one, for messages with their names. The names of those added to the entity manager are unknown. */
function eachFilter(orm: MikroORM, meta: EntityMetadata): readonly Filters[] {
  const declared = Object.entries<FilterDef>({ ...meta.filters, ...orm.config.get('filters') });
  const without = (kept?: string) =>
    Object.fromEntries(declared.filter(([name]) => name !== kept).map(([name]) => [name, false] as const));
  return [
    { label: 'a default filter of the entity manager', options: without() },
    ...declared
      .filter(([name, filter]) => QueryHelper.isFilterActive(meta, name, filter, {}))
      .map(([name, filter]) => ({
        label: `the default filter "${name}"`,
        declared: filter,
        options: without(name),
      })),
  ];
}

async function conditionOf(em: SqlEntityManager, meta: EntityMetadata, filters: Filters): Promise<string | undefined> {
  const where = await whereOf(em, meta, filters);
  if (where === undefined) return undefined;
  const query = () => em.createQueryBuilder(meta.class as Entity, 'u').select(meta.primaryKeys[0] as never);
  const everyone = query().getFormattedQuery().trimEnd();
  const visible = query().where(where).getFormattedQuery().trimEnd();
  if (visible === everyone) return undefined;
  const start = `${everyone} where `;
  if (!visible.startsWith(start)) throw unsupported(filters, 'joins other tables');
  return visible.slice(start.length);
}

async function whereOf(em: SqlEntityManager, meta: EntityMetadata, filters: Filters) {
  try {
    if (hasUndefined(await givenBy(em, meta, filters))) throw new Error('it compares with an undefined value');
    const none: FilterQuery<{ id: never }> = {};
    return await em.applyFilters(meta.class as Entity, none, filters.options, 'read');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unsupported(filters, `needs arguments or fails outside of a request (${reason})`);
  }
}

/** The filter's own condition: the ORM reads an undefined value in it as `is null`. */
function givenBy(em: SqlEntityManager, { className }: EntityMetadata, { declared }: Filters): unknown {
  if (typeof declared?.cond !== 'function') return declared?.cond ?? null;
  const given = em.getFilterParams<Record<string, unknown>>(declared.name);
  return declared.cond(given, 'read', em, undefined, className);
}

function unsupported({ label }: Filters, reason: string) {
  return userEntityUnsupported(
    `${label} ${reason}, which a set-based statement cannot do. Make it a condition on the columns of the user alone that holds outside of requests, or declare it with "default: false"`,
  );
}

function hasUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.some(hasUndefined);
  const isPlain = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain && Object.values(value).some(hasUndefined);
}
