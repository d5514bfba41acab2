import { expect, it } from 'vitest';

import { describeError } from '../../../src/contract/describe-error.js';

it('includes type, message and stack', () => {
  const description = describeError(new TypeError('x is not a function'));

  expect(description).toMatch(/^TypeError x is not a function\n\s+at .*describe-error\.test\.ts/);
});

it('includes the code of database errors and causes, but not the rows that they quote', () => {
  const quoted = Object.assign(new Error('Key (mail)=(ada@example.org) already exists.'), { code: '23505' });
  class UniqueConstraintViolationException extends Error {}
  const wrapped = new UniqueConstraintViolationException("insert into app_user values ('ada')", { cause: quoted });

  const description = describeError(new Error('the chunk failed', { cause: wrapped }));

  expect(description).toContain('the chunk failed');
  expect(description).toContain('23505');
  expect(description).not.toContain('ada');
});

it('describes only the type of a thrown value that is not an error', () => {
  expect(describeError('a password')).toBe('string');
});
