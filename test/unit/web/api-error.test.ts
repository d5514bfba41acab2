import { describe, expect, it } from 'vitest';

import { ApiError } from '../../../src/host/web/shared/api/api-error.js';

describe('a refusal of the host', () => {
  it('names the setting that kept a check from being tried, as a save does', () => {
    const params = { symbolicName: 'S', field: 'dataPool.bindPassword', reason: 'Enter it again.' };
    expect(new ApiError(409, { code: 'SETTINGS_INVALID', params }).fields).toEqual([
      { field: 'dataPool.bindPassword', code: 'SETTINGS_INVALID', message: 'Enter it again.' },
    ]);
  });

  it('names no setting where none is wrong', () => {
    expect(new ApiError(409, { code: 'RUN_IN_PROGRESS', params: { field: 'x' } }).fields).toEqual([]);
    expect(new ApiError(409, { code: 'SETTINGS_INVALID', params: { field: '/' } }).fields).toEqual([]);
  });
});
