import type { UserField } from '../../contract/user-binding.js';
import type { FieldLimits } from '../../contract/users-table.js';
import type { Sql } from '../database/sql.js';

/** A column of the host's users table. `name` is quoted. */
export interface UserColumn {
  readonly property: string;
  readonly name: string;
  readonly nullable: boolean;
  readonly maxLength: number | undefined;
  /** The column as text, for the comparison with mapped values; unchanged when it is text already. */
  asText(alias: string): Sql;
  /** Text as a value of this column. The database refuses a value that does not fit; it is never truncated. */
  fromText(value: Sql): Sql;
}

/** A column that is set whenever a row is created or updated, such as a timestamp or a version. */
export interface Stamp {
  readonly name: string;
  readonly sql: string;
}

export interface UserKey {
  readonly name: string;
  /** SQL type of the key. The add-on's tables store the key as text in `user_id`. */
  readonly type: string;
  /** SQL expression of the key of a new user. */
  readonly next: string;
}

/** The columns of a unique constraint. */
export interface UniqueColumns {
  readonly columns: readonly UserColumn[];
  /** The name in messages: the fields, or the properties that are not fields. */
  readonly label: string;
}

export interface StateColumn extends UserColumn {
  /** The value that means active, as text. */
  readonly active: string;
  /** The value that means not active, as text; undefined when the host names none. */
  readonly inactive: string | undefined;
  /** Whether its JSON representation is a string. */
  readonly isText: boolean;
}

/** The host's users table for set-based statements, derived from the metadata of the ORM. */
export abstract class UserTable {
  /** Qualified and quoted. */
  abstract readonly name: string;
  abstract readonly key: UserKey;
  abstract readonly fields: ReadonlyMap<UserField, UserColumn>;
  abstract readonly state: StateColumn;
  abstract readonly source: UserColumn | undefined;
  abstract readonly attributes: UserColumn | undefined;
  abstract readonly uniques: readonly UniqueColumns[];
  abstract readonly onCreate: readonly Stamp[];
  abstract readonly onUpdate: readonly Stamp[];
  abstract readonly limits: FieldLimits;
  /**
   * A query for the keys (as text) of protected users; undefined when the binding protects no users.
   *
   * @param among SQL of an array of keys, to which the query is limited.
   */
  abstract protectedKeys(among?: string): string | undefined;
  /**
   * The condition under which the host shows the user `u`; undefined when it hides nobody. Null means hidden, as false
   * does. Throws `USER_ENTITY_UNSUPPORTED`.
   */
  abstract visible(): Promise<Sql | undefined>;
}

/** The value of `source` for users from the directory. */
export const SOURCE = 'LDAP';
