import { expect, it } from 'vitest';

import { describeError } from '../../../src/contract/describe-error.js';

it('keeps what tells a programmer where to look', () => {
  const fault = describeError(new TypeError('x is not a function'));

  expect(fault).toMatch(/^TypeError x is not a function\n\s+at .*describe-error\.test\.ts/);
});

it('leaves out what a database quotes, and says its code; causes too', () => {
  const quoted = Object.assign(new Error('Key (mail)=(ada@example.org) already exists.'), { code: '23505' });
  class UniqueConstraintViolationException extends Error {}
  const wrapped = new UniqueConstraintViolationException("insert into app_user values ('ada')", { cause: quoted });

  const fault = describeError(new Error('the chunk failed', { cause: wrapped }));

  expect(fault).toContain('the chunk failed');
  expect(fault).toContain('23505');
  expect(fault).not.toContain('ada');
});

it('quotes nothing of what is no error', () => {
  expect(describeError('a password')).toBe('string');
});
