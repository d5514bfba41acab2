import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import { ERROR_CODES, type ErrorCode } from '../../../src/contract/error-codes.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { toErrorResponse } from '../../../src/host/errors/error-response.js';
import { statusOf } from '../../../src/host/errors/status-of.js';

/** Codes that only a start or a run can have, never a request. */
const NOT_OF_REQUESTS: readonly ErrorCode[] = [
  'MANIFEST_INVALID',
  'USER_ENTITY_UNSUPPORTED',
  'OPTIONS_INVALID',
  'SCHEDULE_NAME_TAKEN',
  'SECRETS_UNREADABLE',
  'DIRECTORY_READ_INCOMPLETE',
  'DIRECTORY_EMPTY',
  'STABLE_ID_CHANGED',
  'SCHEDULE_PAUSED',
  'RUN_CANCELLED',
  'ONE_CAUSE',
  'ENTRIES_MISSING',
  'VALUES_WOULD_VANISH',
  'NAMES_WOULD_CHANGE',
  'TOO_MANY_CHANGES',
  'TOO_MANY_PROBLEMS',
  'RUN_ABANDONED',
  'RUN_LEASE_LOST',
  'RUN_COUNTS_DISAGREE',
  'RUN_INTERRUPTED',
  'WRITES_REFUSED',
  'MIGRATION_FAILED',
  'UNEXPECTED',
];

describe('an error response', () => {
  it('has a status for every code that a request can cause', () => {
    expect(ERROR_CODES.filter((code) => statusOf(code) === undefined)).toEqual(NOT_OF_REQUESTS);
  });

  it('has the code and parameters of the add-on', () => {
    const error = new SyncError('RUN_NOT_FOUND', { params: { runId: 'x' } });
    expect(toErrorResponse(error)).toEqual({ status: 404, code: 'RUN_NOT_FOUND', params: { runId: 'x' } });
  });

  it('converts errors of the framework', () => {
    expect(toErrorResponse(new NotFoundException())).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(toErrorResponse({ type: 'charset.unsupported' })).toMatchObject({
      status: 415,
      code: 'MEDIA_TYPE_UNSUPPORTED',
    });
    expect(toErrorResponse({ type: 'entity.parse.failed' })).toMatchObject({ status: 400, code: 'BODY_MALFORMED' });
  });

  it('reports an unreachable database for all its errors', () => {
    for (const code of ['ECONNREFUSED', '08006', '57P01', '57P03']) {
      expect(toErrorResponse(Object.assign(new Error('x'), { code }))).toMatchObject({
        status: 503,
        code: 'DATABASE_UNREACHABLE',
      });
    }
  });

  it('reports what operators can solve in the database', () => {
    const codes = ['53100', '53200', '53300', '53400', '25006', '42501', '58030', '57014', '55P03'];
    const responses = codes.map((code) => toErrorResponse(Object.assign(new Error('x'), { code })));
    expect(responses.map((response) => `${response?.status} ${response?.code}`)).toEqual([
      '503 DATABASE_FULL',
      '503 DATABASE_OUT_OF_MEMORY',
      '503 DATABASE_CONNECTIONS_EXHAUSTED',
      '503 DATABASE_LIMIT_REACHED',
      '503 DATABASE_READ_ONLY',
      '503 DATABASE_RIGHTS_MISSING',
      '503 DATABASE_DISK_FAILED',
      '503 DATABASE_TIMEOUT',
      '503 DATABASE_LOCKED',
    ]);
  });

  it('does not report an unreachable database for an invalid value', () => {
    expect(toErrorResponse(Object.assign(new Error('x'), { code: '08P01' }))).toBeUndefined();
  });

  it('is undefined for an unexpected error', () => {
    for (const error of [new Error('x'), new SyncError('UNEXPECTED'), null, undefined, 'text']) {
      expect(toErrorResponse(error)).toBeUndefined();
    }
  });
});
