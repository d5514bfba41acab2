import { describe, expect, it } from 'vitest';

import { ApiError } from '../../../src/host/web/shared/api/api-error.js';

describe('ApiError', () => {
  it('lists the invalid setting that prevented a check, as for a save', () => {
    const params = { symbolicName: 'S', field: 'dataPool.bindPassword', reason: 'Enter it again.' };
    expect(new ApiError(409, { code: 'SETTINGS_INVALID', params }).fields).toEqual([
      { field: 'dataPool.bindPassword', code: 'SETTINGS_INVALID', message: 'Enter it again.' },
    ]);
  });

  it('lists no setting if none is invalid', () => {
    expect(new ApiError(409, { code: 'RUN_IN_PROGRESS', params: { field: 'x' } }).fields).toEqual([]);
    expect(new ApiError(409, { code: 'SETTINGS_INVALID', params: { field: '/' } }).fields).toEqual([]);
  });
});
