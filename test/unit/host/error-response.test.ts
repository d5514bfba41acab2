import { NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import { describe, expect, it } from 'vitest';

import { ERROR_CODES, type ErrorCode } from '../../../src/contract/error-codes.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { toErrorResponse } from '../../../src/host/errors/error-response.js';
import { statusOf } from '../../../src/host/errors/status-of.js';

/** What only a start or a run can end with: no request is answered with these. */
const NOT_OF_REQUESTS: readonly ErrorCode[] = [
  'MANIFEST_INVALID',
  'USER_ENTITY_UNSUPPORTED',
  'OPTIONS_INVALID',
  'DIRECTORY_READ_INCOMPLETE',
  'DIRECTORY_EMPTY',
  'RUN_ABANDONED',
  'RUN_LEASE_LOST',
  'RUN_COUNTS_DISAGREE',
  'RUN_INTERRUPTED',
  'MIGRATION_FAILED',
  'UNEXPECTED',
];

describe('a refusal', () => {
  it('has a status for every code that a request can lead to', () => {
    expect(ERROR_CODES.filter((code) => statusOf(code) === undefined)).toEqual(NOT_OF_REQUESTS);
  });

  it('keeps the code and the parameters of the add-on', () => {
    const error = new SyncError('RUN_NOT_FOUND', { params: { runId: 'x' } });
    expect(toErrorResponse(error)).toEqual({ status: 404, code: 'RUN_NOT_FOUND', params: { runId: 'x' } });
  });

  it('turns errors of the framework into those of the host', () => {
    expect(toErrorResponse(new NotFoundException())).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(toErrorResponse(new PayloadTooLargeException())).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
    expect(toErrorResponse({ type: 'entity.parse.failed' })).toMatchObject({ status: 400, code: 'BODY_MALFORMED' });
  });

  it('says that the database is away, whichever way that is noticed', () => {
    for (const code of ['ECONNREFUSED', '08006', '57P01']) {
      expect(toErrorResponse(Object.assign(new Error('x'), { code }))).toMatchObject({
        status: 503,
        code: 'DATABASE_UNREACHABLE',
      });
    }
  });

  it('does not blame the connection for a value that the database cannot read', () => {
    expect(toErrorResponse(Object.assign(new Error('x'), { code: '08P01' }))).toBeUndefined();
  });

  it('is none for what nobody expected', () => {
    for (const error of [new Error('x'), new SyncError('UNEXPECTED'), null, undefined, 'text']) {
      expect(toErrorResponse(error)).toBeUndefined();
    }
  });
});
