import { SqlJournal } from '../../../../src/persistence/journal/sql-journal.js';
import { SqlRevertedValues } from '../../../../src/persistence/journal/sql-reverted-values.js';
import { SqlUsers } from '../../../../src/persistence/journal/sql-users.js';
import { SqlUserWriter } from '../../../../src/persistence/manual/sql-user-writer.js';
import { DatabaseUsersTable } from '../../../../src/persistence/users/database-users-table.js';
import type { Persistence } from './open-persistence.js';

/** The users with their journal, and what changes them. */
export function usersOf({ database, tables, users }: Persistence, lockSeconds?: number): SqlUsers {
  const writer = new SqlUserWriter(database, tables, users, new DatabaseUsersTable(users, database), lockSeconds);
  const reverted = new SqlRevertedValues(database, tables, users, lockSeconds);
  return new SqlUsers(database, tables, users, new SqlJournal(database, tables, users.state), writer, reverted);
}
