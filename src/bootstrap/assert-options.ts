import { optionInvalid } from '../contract/option-invalid.js';
import type { LdapAddonBatchSyncOptions } from '../contract/options.js';

const MAX_CHUNK_SIZE = 10_000;

/**
 * The options, if the add-on can start with them; else throws `OPTIONS_INVALID`. What only the ORM knows is checked
 * where the users table is read.
 */
export function assertOptions(options: Partial<LdapAddonBatchSyncOptions> | undefined): LdapAddonBatchSyncOptions {
  if (typeof options !== 'object' || options === null) throw optionInvalid('*', 'no options were given');
  const { users, secretKey, secretBox, chunkSize, seed } = options;
  if (!users?.entity) throw optionInvalid('users.entity', 'the entity of the host’s users is required');
  if (!users.fields?.userName)
    throw optionInvalid('users.fields.userName', 'the property of the user name is required');
  if (!users.state?.property) throw optionInvalid('users.state.property', 'the property of the state is required');
  if (users.state.active === undefined)
    throw optionInvalid('users.state.active', 'the value that means active is required');
  if (!secretBox && !secretKey)
    throw optionInvalid('secretKey', 'a key for the secrets among the settings is required');
  if (chunkSize !== undefined && !isChunkSize(chunkSize)) {
    throw optionInvalid('chunkSize', `it must be a whole number from 1 to ${MAX_CHUNK_SIZE}`);
  }
  if (seed !== undefined && (typeof seed !== 'object' || seed === null))
    throw optionInvalid('seed', 'it must be an object');
  return options as LdapAddonBatchSyncOptions;
}

function isChunkSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MAX_CHUNK_SIZE;
}
