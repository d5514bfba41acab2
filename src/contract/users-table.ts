import type { UserField } from './user-binding.js';

/** The limits of the users table, from the ORM's metadata and the database. */
export interface FieldLimits {
  /** Fields that the table has. */
  readonly fields: ReadonlySet<UserField>;
  /** Maximum length per field in characters; absent: no limit. */
  readonly maxLength: Readonly<Partial<Record<UserField, number>>>;
  /** Fields whose column is not nullable. They are treated as required. */
  readonly notNull: ReadonlySet<UserField>;
  /** Whether values can be mapped to `attributes.<name>`. */
  readonly attributes: boolean;
}

/** The host's users table, as mapping needs it. */
export abstract class UsersTable {
  /**
   * Compares the entity with its table and takes over the limits of the table. Throws `USER_ENTITY_UNSUPPORTED` when no
   * new user could be written to it.
   */
  abstract refresh(): Promise<void>;
  abstract limits(): FieldLimits;
}
