import { type FieldLimits, UsersTable } from '../../contract/users-table.js';
import type { Database } from '../database/database.js';
import { fitLimits } from './fit-limits.js';
import { readTableColumns } from './table-columns.js';
import type { UserTable } from './user-table.js';

/** The limits of the host's users table: those of its entity until the table was read, then those of both. */
export class DatabaseUsersTable extends UsersTable {
  private current: FieldLimits;

  constructor(
    private readonly users: UserTable,
    private readonly database: Database,
  ) {
    super();
    this.current = users.limits;
  }

  limits(): FieldLimits {
    return this.current;
  }

  async refresh(): Promise<void> {
    await this.users.visible();
    this.current = fitLimits(this.users, await readTableColumns(this.database, this.users.name));
  }
}
