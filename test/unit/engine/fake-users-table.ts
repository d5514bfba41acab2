import { type FieldLimits, UsersTable } from '../../../src/contract/users-table.js';

export class FakeUsersTable extends UsersTable {
  refresh(): Promise<void> {
    return Promise.resolve();
  }

  limits(): FieldLimits {
    return { fields: new Set(['userName']), maxLength: { userName: 20 }, notNull: new Set(), attributes: false };
  }
}
