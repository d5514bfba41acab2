import type { FieldLimits } from '../../mapping/mapping-rule.js';

/** The host's users table, as far as mapping must know it. */
export abstract class UsersTable {
  abstract limits(): FieldLimits;
}
