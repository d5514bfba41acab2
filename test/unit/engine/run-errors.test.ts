import { expect, it } from 'vitest';

import { ERROR_CODES } from '../../../src/contract/error-codes.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import {
  asSyncError,
  incompleteRead,
  interrupted,
  isDirectoryError,
  runNotFound,
} from '../../../src/engine/run-errors.js';

it('attributes to the directory what the directory caused, and nothing else', () => {
  expect(ERROR_CODES.filter((code) => isDirectoryError(code))).toEqual([
    'LDAP_HOST_NOT_FOUND',
    'LDAP_UNREACHABLE',
    'LDAP_TIMEOUT',
    'LDAP_TLS_FAILED',
    'LDAP_BIND_REJECTED',
    'LDAP_BASE_NOT_FOUND',
    'LDAP_FILTER_REJECTED',
    'LDAP_RIGHTS_MISSING',
    'LDAP_SEARCH_FAILED',
    'DIRECTORY_READ_INCOMPLETE',
  ]);
});

it('names the reason and keeps the cause', () => {
  const cause = new Error('the connection was reset');
  expect(incompleteRead('a page is missing', cause)).toMatchObject({ params: { reason: 'a page is missing' }, cause });
  expect(interrupted(cause)).toMatchObject({ code: 'RUN_INTERRUPTED', cause });
  expect(asSyncError(cause)).toMatchObject({ code: 'UNEXPECTED', cause });

  const known = new SyncError('LDAP_TIMEOUT', { params: { url: 'ldap://x', seconds: 10 } });
  expect(asSyncError(known)).toBe(known);
});

it('quotes no more than 64 characters of an unknown id', () => {
  expect(runNotFound('x'.repeat(1000))).toMatchObject({ code: 'RUN_NOT_FOUND', params: { runId: 'x'.repeat(64) } });
});
