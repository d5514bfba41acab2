import type { UserField } from '../../contract/user-binding.js';

/** The values by which a person is searched in the rows of a run, beside the DN. */
export const SEARCHED_NAMES: readonly UserField[] = [
  'displayName',
  'commonName',
  'firstName',
  'lastName',
  'userName',
  'principalName',
  'email',
  'employeeNumber',
];
