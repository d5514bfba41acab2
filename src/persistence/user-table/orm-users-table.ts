import type { FieldLimits } from '../../mapping/mapping-rule.js';
import { UsersTable } from '../../sync/ports/users-table.js';
import type { UserTable } from './user-table.js';

export class OrmUsersTable extends UsersTable {
  constructor(private readonly users: UserTable) {
    super();
  }

  limits(): FieldLimits {
    return this.users.limits;
  }
}
