import type { CheckReport } from '../../../src/contract/check-report.js';
import { USER_FIELDS } from '../../../src/contract/user-binding.js';
import { type FieldLimits, UsersTable } from '../../../src/contract/users-table.js';
import { StepwiseConnectionCheck } from '../../../src/directory/check/stepwise-connection-check.js';
import type { MappingRule } from '../../../src/mapping/mapping-rule.js';
import type { DirectorySource } from '../../../src/settings/schema/directory-source.js';
import { SHORT } from './test-directory.js';

class Users extends UsersTable {
  refresh(): Promise<void> {
    return Promise.resolve();
  }

  limits(): FieldLimits {
    return { fields: new Set(USER_FIELDS), maxLength: { userName: 50 }, notNull: new Set(), attributes: true };
  }
}

/** How many users have a value, by field. */
const USERS = { mobile: 170, phone: 12, title: 180, email: 175 };
const usersWith = { withValues: () => Promise.resolve(new Map(Object.entries(USERS)) as never) };

const JOB = { name: 'employees', dataPool: 'main' };

/** Checks the connection of a job that has some hundred users. */
export function check(
  source: DirectorySource,
  mapping: readonly MappingRule[],
  timeouts = SHORT,
): Promise<CheckReport> {
  return new StepwiseConnectionCheck(new Users(), usersWith, timeouts).check(JOB, source, mapping);
}

/** Checks the connection of a data pool that no job uses. */
export function checkPool(source: DirectorySource, timeouts = SHORT): Promise<CheckReport> {
  return new StepwiseConnectionCheck(new Users(), usersWith, timeouts).connect(source);
}
