import type { UserField } from '../../contract/user-binding.js';
import type { FieldLimits } from '../../contract/users-table.js';
import type { Sql } from '../database/sql.js';

/** A column of the host's users table. `name` is quoted. */
export interface UserColumn {
  readonly property: string;
  readonly name: string;
  readonly nullable: boolean;
  readonly maxLength: number | undefined;
  /** As text, so that it compares with what the directory said; the column itself where it is text already. */
  asText(alias: string): Sql;
  /** Text as a value of this column. What does not fit is refused by the database, never cut. */
  fromText(value: Sql): Sql;
}

/** A column that gets its value from us whenever a row is created or changed: a timestamp, a version. */
export interface Stamp {
  readonly name: string;
  readonly sql: string;
}

export interface UserKey {
  readonly name: string;
  /** SQL type of the key: `user_id` of our tables is its text. */
  readonly type: string;
  /** SQL of a key for a new user. */
  readonly next: string;
}

/** Columns that together may occur once, by the properties they belong to. */
export interface UniqueColumns {
  readonly columns: readonly UserColumn[];
  /** What to call it to people: the fields, or the properties that are no fields. */
  readonly label: string;
}

export interface StateColumn extends UserColumn {
  /** The value that means active, as text. */
  readonly active: string;
  /** Whether it is a string in JSON. */
  readonly isText: boolean;
}

/** The host's users table, as the set-based statements need it. Built from the ORM's metadata. */
export interface UserTable {
  /** Qualified and quoted. */
  readonly name: string;
  readonly key: UserKey;
  readonly fields: ReadonlyMap<UserField, UserColumn>;
  readonly state: StateColumn;
  readonly source: UserColumn | undefined;
  readonly attributes: UserColumn | undefined;
  readonly uniques: readonly UniqueColumns[];
  readonly onCreate: readonly Stamp[];
  readonly onUpdate: readonly Stamp[];
  readonly limits: FieldLimits;
  /**
   * A query for the keys (as text) of protected users; undefined when nobody is.
   *
   * @param among SQL of an array of keys: only those are looked at.
   */
  protectedKeys(among?: string): string | undefined;
}

/** What `source` says of a user that comes from the directory. */
export const SOURCE = 'LDAP';
