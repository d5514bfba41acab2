import type { FieldLimits } from '../../contract/users-table.js';
import { UsersTable } from '../../contract/users-table.js';
import type { UserTable } from './user-table.js';

export class OrmUsersTable extends UsersTable {
  constructor(private readonly users: UserTable) {
    super();
  }

  limits(): FieldLimits {
    return this.users.limits;
  }
}
