import { join, raw, type Sql, sql } from '../database/sql.js';
import type { UniqueKey } from './unique-keys.js';

/** A value that is not free costs all fields of its part: a key that shares a field with another one belongs to the same part. */
export class FieldParts {
  private readonly parts: readonly ReadonlySet<string>[];

  /** @param identifying fields without which nobody is created. */
  constructor(
    private readonly keys: readonly UniqueKey[],
    private readonly identifying: ReadonlySet<string>,
  ) {
    this.parts = keys.reduce<readonly ReadonlySet<string>[]>(joined, []);
  }

  /** The number of the part of a key; 0 if its value cannot be kept, because every run writes a column of it. */
  numberOf(key: UniqueKey): number {
    const index = this.parts.findIndex((part) => key.fields.some((field) => part.has(field)));
    return this.isWhole(this.parts[index]) ? 0 : index + 1;
  }

  blocksCreation(key: UniqueKey): boolean {
    return [...(this.parts.find((part) => key.fields.some((field) => part.has(field))) ?? [])].some((field) =>
      this.identifying.has(field),
    );
  }

  /** @param positionOf the position of a field in the values of a change. */
  relation(positionOf: (field: string) => number | undefined): Sql {
    const rows = this.parts.flatMap((part, index) =>
      this.isWhole(part)
        ? []
        : [...part].flatMap((field) => {
            const position = positionOf(field);
            return position === undefined ? [] : [sql`(${raw(String(index + 1))}, ${raw(String(position))})`];
          }),
    );
    return sql`field_parts (part, position) as materialized (
  ${rows.length === 0 ? raw('select null::int, null::int where false') : sql`values ${join(rows)}`}
),`;
  }

  private isWhole(part: ReadonlySet<string> | undefined): boolean {
    return (
      !part ||
      this.keys.some(({ fields, isAlwaysWritten }) => isAlwaysWritten && fields.some((field) => part.has(field)))
    );
  }
}

function joined(parts: readonly ReadonlySet<string>[], { fields }: UniqueKey): readonly ReadonlySet<string>[] {
  const meets = (part: ReadonlySet<string>) => fields.some((field) => part.has(field));
  return [
    ...parts.filter((part) => !meets(part)),
    new Set([...parts.filter(meets).flatMap((part) => [...part]), ...fields]),
  ];
}
