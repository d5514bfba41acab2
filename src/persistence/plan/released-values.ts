import { arrayParameter, join, raw, type Sql, sql } from '../database/sql.js';
import { IN_FORCE } from '../tables/field-pin.entity.js';
import type { OwnTables } from '../tables/own-tables.js';
import { nameKey } from '../users/text-form.js';
import type { UserTable } from '../users/user-table.js';
import type { MappedField, MappedValue } from './mapped-columns.js';
import { type UniqueKey, uniqueKeys } from './unique-keys.js';

/** By these, and by what must be unique alone, people are told apart. */
const IDENTIFYING: readonly string[] = ['userName', 'principalName', 'email', 'employeeNumber'];

/** What a user has who gives up values, unless a pin keeps it. */
interface ReleasableField {
  readonly position: number;
  readonly field: MappedField;
  /** Whether it gets another name; other values are removed. */
  readonly isRenamed: boolean;
}

/** The relations of a plan about users who give up values that entries need. */
export class ReleasedValues {
  private readonly releasable: readonly ReleasableField[];

  /**
   * @param fields the mapped fields, with the values of the entry `s` and of the user `u`.
   * @param values in the order of a change.
   * @param identifying the fields that tell people apart.
   */
  constructor(
    private readonly users: UserTable,
    private readonly tables: OwnTables,
    private readonly fields: readonly MappedField[],
    private readonly values: readonly MappedValue[],
    keys: readonly UniqueKey[],
    private readonly identifying: readonly string[],
  ) {
    const alone = keys.flatMap(({ fields: names }) => (names.length === 1 ? names : []));
    const names = new Set([...IDENTIFYING, ...alone]);
    this.releasable = fields
      .filter(({ name }) => name !== 'source' && names.has(name))
      .map((field) => ({
        field,
        position: values.findIndex(({ name }) => name === field.name) + 1,
        isRenamed: ['userName', 'principalName'].includes(field.name) || !field.column.nullable,
      }));
  }

  /** `release_pairs`: entries × users, with the values in which they may agree. */
  pairs(staged: string, visible: Sql | undefined): Sql {
    return sql`release_pairs as not materialized (
  select s.n, s.stable_id, s.code, u.${raw(this.users.key.name)} as user_key, ${this.positions()} as positions,
    ${this.each(({ field }) => field.current, 'text')} as current_values,
    ${this.each(({ field }) => sql`${nameKey(field.current)} = ${nameKey(field.next)}`, 'bool')} as agreeing,
    ${this.each(({ isRenamed }) => raw(String(isRenamed)), 'bool')} as renamed,
    ${this.each(({ field }) => raw(String(field.column.maxLength ?? 'null')), 'int')} as max_lengths
  from ${raw(staged)} s
  cross join ${raw(this.users.name)} u${visible ? sql`\n  where ${visible}` : raw('')}
),

`;
  }

  /** `values_in_use`: what users and entries have. `released_users`: the users of `released` before and after. */
  relations(staged: string, hides: boolean): Sql {
    const { name, key, state } = this.users;
    const [hostUsers, userKey] = [raw(name), raw(`u.${key.name}`)];
    const all = uniqueKeys(
      this.users,
      this.fields.map((field) => ({ ...field, next: this.after(field) })),
      hides,
      this.identifying,
      state.asText('u'),
    );
    const positions = this.positions();
    return sql`values_in_use as not materialized (
  select unnest(${positions}) as position, unnest(${this.each(({ field }) => nameKey(field.current), 'text')}) as key
  from ${hostUsers} u
  union all
  select unnest(${positions}), unnest(${this.each(({ field }) => nameKey(field.next), 'text')})
  from ${raw(staged)} s
),

released_users as materialized (
  select r.user_key, r.dn, r.stable_id,
    array[${join(this.values.map(({ current }) => current))}]::text[] as current_values,
    array[${join(this.values.map((value) => this.after(value)))}]::text[] as next_values,
    array[${join(all.map((_, index) => raw(String(index + 1))))}]::int[] as unique_keys,
    array[${join(all.map((each) => each.current))}]::text[] as current_unique,
    array[${join(all.map((each) => each.next))}]::text[] as next_unique
  from released r
  join ${hostUsers} u on ${userKey} = r.user_key
),
`;
  }

  /** Whether someone who has the value of the key can give up a part of it. */
  includes({ fields }: UniqueKey): boolean {
    return this.releasable.some(({ field }) => fields.includes(field.name));
  }

  /** `pinned_releases`: the users who keep any of the values. */
  pinned(): Sql {
    return sql`pinned_releases as materialized (
  select distinct p.user_id
  from ${raw(this.tables.pin)} p
  where ${raw(IN_FORCE)} and p.field = any(${arrayParameter(this.releasable.map(({ field }) => field.name))})
),

`;
  }

  private positions(): Sql {
    return this.each(({ position }) => raw(String(position)), 'int');
  }

  private each(value: (field: ReleasableField) => Sql, type: string): Sql {
    return sql`array[${join(this.releasable.map(value))}]::${raw(type)}[]`;
  }

  /** The value of the user `u` after it gave up what `r` says. */
  private after({ name, current }: Pick<MappedValue, 'name' | 'current'>): Sql {
    const found = this.releasable.find(({ field }) => field.name === name);
    if (!found) return current;
    const position = raw(String(found.position));
    return sql`case when ${position} = any(r.positions) then r.new_values[array_position(r.positions, ${position})] else ${current} end`;
  }
}
