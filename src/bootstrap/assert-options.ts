import { optionInvalid } from '../contract/option-errors.js';
import type { LdapAddonBatchSyncOptions } from '../contract/options.js';

const MAX_CHUNK_SIZE = 10_000;
const MAX_LOCK_SECONDS = 3_600;
const MAX_RETENTION_DAYS = 36_500;
const MAX_RETENTION_RUNS = 10_000_000;

/**
 * Returns the options if they are valid; otherwise throws `OPTIONS_INVALID`. Whatever depends on the ORM's metadata is
 * checked when the users table is read.
 */
export function assertOptions(options: Partial<LdapAddonBatchSyncOptions> | undefined): LdapAddonBatchSyncOptions {
  if (typeof options !== 'object' || options === null) throw optionInvalid('*', 'no options were given');
  const { users, secretKey, secretBox, chunkSize, lockSeconds, queueSchema, seed, retentionDays, retentionRuns } =
    options;
  if (!users?.entity) throw optionInvalid('users.entity', 'the entity of the host’s users is missing');
  if (!users.fields?.userName) throw optionInvalid('users.fields.userName', 'the property of the user name is missing');
  if (!users.state?.property) throw optionInvalid('users.state.property', 'the property of the state is missing');
  if (users.state.active === undefined)
    throw optionInvalid('users.state.active', 'the value for active users is missing');
  if (!secretBox && !secretKey) throw optionInvalid('secretKey', 'the key that encrypts secrets is missing');
  assertWholeNumber('chunkSize', chunkSize, MAX_CHUNK_SIZE);
  if (lockSeconds !== undefined && !isLockSeconds(lockSeconds)) {
    throw optionInvalid('lockSeconds', `it must be a number from 1 to ${MAX_LOCK_SECONDS}`);
  }
  assertWholeNumber('retentionDays', retentionDays, MAX_RETENTION_DAYS);
  assertWholeNumber('retentionRuns', retentionRuns, MAX_RETENTION_RUNS);
  if (queueSchema !== undefined && !isQueueSchema(queueSchema)) {
    const rule =
      'it must be the name of a schema for the queue alone: lower-case letters, digits and underscores, at most 50';
    throw optionInvalid('queueSchema', rule);
  }
  if (seed !== undefined && (typeof seed !== 'object' || seed === null))
    throw optionInvalid('seed', 'it must be an object');
  return options as LdapAddonBatchSyncOptions;
}

function assertWholeNumber(option: string, value: number | undefined, max: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= max)) return;
  throw optionInvalid(option, `it must be a whole number from 1 to ${max}`);
}

function isLockSeconds(value: number): boolean {
  return typeof value === 'number' && value >= 1 && value <= MAX_LOCK_SECONDS;
}

/** Names that mean the same quoted and unquoted. Schemas of PostgreSQL, and `public` with tables of others, are refused. */
function isQueueSchema(value: string): boolean {
  return typeof value === 'string' && /^(?!pg_|public$|information_schema$)[a-z_][a-z0-9_]{0,49}$/.test(value);
}
