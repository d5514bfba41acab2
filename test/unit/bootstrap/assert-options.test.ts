import { describe, expect, it } from 'vitest';

import type { LdapAddonBatchSyncOptions } from '../../../src/contract/options.js';
import { assertOptions } from '../../../src/bootstrap/assert-options.js';

const options = {
  users: { entity: Object, fields: { userName: 'login' }, state: { property: 'state', active: false } },
  secretKey: 'k'.repeat(32),
} as unknown as LdapAddonBatchSyncOptions;

describe('the module options', () => {
  it('are accepted when they are valid, also when `false` means active', () => {
    expect(() => assertOptions(options)).not.toThrow();
    expect(() => assertOptions({ ...options, queueSchema: 'crm_queue_2' })).not.toThrow();
  });

  it.each([
    ['*', undefined],
    ['users.entity', { ...options, users: undefined }],
    ['users.fields.userName', { ...options, users: { ...options.users, fields: {} } }],
    ['users.state.property', { ...options, users: { ...options.users, state: {} } }],
    ['users.state.active', { ...options, users: { ...options.users, state: { property: 'state' } } }],
    ['secretKey', { ...options, secretKey: '' }],
    ['lockSeconds', { ...options, lockSeconds: 0 }],
    ['lockSeconds', { ...options, lockSeconds: 3_601 }],
    ['chunkSize', { ...options, chunkSize: 0 }],
    ['chunkSize', { ...options, chunkSize: 10_001 }],
    ['chunkSize', { ...options, chunkSize: 1.5 }],
    ['retentionDays', { ...options, retentionDays: 0 }],
    ['retentionDays', { ...options, retentionDays: 36_501 }],
    ['retentionRuns', { ...options, retentionRuns: 0.5 }],
    ['queueSchema', { ...options, queueSchema: '' }],
    ['queueSchema', { ...options, queueSchema: 'Queue' }],
    ['queueSchema', { ...options, queueSchema: 'a"; drop schema public' }],
    ['queueSchema', { ...options, queueSchema: 'q'.repeat(51) }],
    ['queueSchema', { ...options, queueSchema: 'pg_queue' }],
    ['queueSchema', { ...options, queueSchema: 'public' }],
    ['queueSchema', { ...options, queueSchema: 5 }],
    ['seed', { ...options, seed: 'none' }],
  ])('are refused with the name of the option: %s', (option, wrong) => {
    expect(() => assertOptions(wrong as unknown as LdapAddonBatchSyncOptions)).toThrow(
      expect.objectContaining({ code: 'OPTIONS_INVALID', params: expect.objectContaining({ option }) as object }),
    );
  });
});
