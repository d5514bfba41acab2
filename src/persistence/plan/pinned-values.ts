import type { Statements } from '../database/database.js';
import { join, parameter, raw, type Sql, sql } from '../database/sql.js';
import type { OwnTables } from '../tables/own-tables.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { MappedValue } from './mapped-columns.js';

/** The names of the values that are pinned for anyone. */
export async function readPinnedNames(statements: Statements, { pin }: OwnTables): Promise<readonly string[]> {
  const rows = await statements.query<{ field: string }>(
    `select distinct p.field from ${pin} p where ${IN_FORCE} order by p.field`,
  );
  return rows.map(({ field }) => field);
}

/**
 * The pins as a plan sees them. Only values that are pinned for anyone are compared with pins, so that a plan costs the same
 * as without pins where there are none.
 */
export class PinnedValues {
  /** @param names the pinned values among those that the run writes. */
  constructor(
    private readonly tables: OwnTables,
    private readonly names: readonly string[],
  ) {}

  get isEmpty(): boolean {
    return this.names.length === 0;
  }

  /** A relation with one row for each user who has pins. */
  relation(): Sql {
    if (this.isEmpty) return raw('');
    const columns = this.names.map((name, index) => sql`bool_or(p.field = ${parameter(name)}) as ${columnAt(index)}`);
    return sql`pins as materialized (
  select p.user_id, ${join(columns)}
  from ${raw(this.tables.pin)} p
  where ${raw(IN_FORCE)}
  group by p.user_id
),

`;
  }

  /** Joins the pins `k` of the user `u`. */
  join(key: string): Sql {
    return raw(this.isEmpty ? '' : `\n  left join pins k on k.user_id = u.${key}::text`);
  }

  /** True when the value is pinned for the user `u`; undefined if it is for nobody. */
  isPinned(name: string): Sql | undefined {
    const index = this.names.indexOf(name);
    return index < 0 ? undefined : sql`k.${columnAt(index)} is true`;
  }

  /** The value after the run: a pinned one is the current one. */
  keep<T extends Pick<MappedValue, 'current' | 'next'>>(name: string, value: T): T {
    const isPinned = this.isPinned(name);
    const { current, next } = value;
    return isPinned ? { ...value, next: sql`case when ${isPinned} then ${current} else ${next} end` } : value;
  }

  /** The value of the entry; null if a pin keeps another one. */
  unlessKept(next: Sql, kept: Sql): Sql {
    return this.isEmpty ? next : sql`case when ${next} = ${kept} then ${next} end`;
  }

  /** True when a pin keeps any of the values from being changed. */
  keepsAny(values: readonly MappedValue[]): Sql {
    const kept = values.flatMap(({ name, current, next }) => {
      const isPinned = this.isPinned(name);
      return isPinned ? [sql`${isPinned} and ${current} is distinct from ${next}`] : [];
    });
    return kept.length === 0 ? raw('false') : join(kept, ' or ');
  }
}

function columnAt(index: number): Sql {
  return raw(`pin_${index + 1}`);
}
