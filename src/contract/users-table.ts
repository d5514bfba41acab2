import type { UserField } from './user-binding.js';

/** What the users table can hold, from the ORM's metadata. */
export interface FieldLimits {
  /** Fields that the host keeps at all. */
  readonly fields: ReadonlySet<UserField>;
  /** Longest text per field, in characters; absent: no limit. */
  readonly maxLength: Readonly<Partial<Record<UserField, number>>>;
  /** Fields whose column takes no null: treated as required. */
  readonly notNull: ReadonlySet<UserField>;
  /** Whether `attributes.<name>` has a place. */
  readonly attributes: boolean;
}

/** The host's users table, as far as mapping must know it. */
export abstract class UsersTable {
  abstract limits(): FieldLimits;
}
