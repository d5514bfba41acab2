import { DriverException } from '@mikro-orm/core';
import { describe, expect, it } from 'vitest';

import { errorDescription } from '../../../src/contract/describe-error.js';

describe('an error description', () => {
  it('contains type, message, stack and cause', () => {
    const error = new TypeError('outer', { cause: new Error('inner') });
    expect(errorDescription(error)).toMatchObject({
      type: 'TypeError',
      message: 'outer',
      stack: expect.arrayContaining([expect.stringContaining('error-description.test')]),
      cause: { type: 'Error', message: 'inner' },
    });
  });

  it('omits statements and values of a database error, which can contain personal data', () => {
    const values = { code: '23505', detail: 'Key (user_name)=(ada) already exists.', query: 'insert', params: ['ada'] };
    const native = Object.assign(new Error(`insert into identity_user values ('ada')`), values);
    for (const error of [native, new DriverException(native), new Error('while saving', { cause: native })]) {
      expect(JSON.stringify(errorDescription(error))).not.toContain('ada');
      expect(JSON.stringify(errorDescription(error))).toContain('23505');
    }
  });

  it('accepts any thrown value', () => {
    expect(errorDescription('a text')).toEqual({ type: 'string' });
  });
});
