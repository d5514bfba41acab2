import { describe, expect, it } from 'vitest';

import { ERROR_CODES, PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { textsOf } from '../repository/words/text-files.js';

/** The keys of a language, without plural forms. */
const keys = (language: string, namespace: string) =>
  [...textsOf(language).keys()].filter((key) => key.startsWith(namespace));

describe.each(LANGUAGES)('in %s', (language) => {
  it('exactly the error codes have a text', () => {
    expect(keys(language, 'errors:').toSorted()).toEqual(ERROR_CODES.map((code) => `errors:${code}`).toSorted());
  });

  it('exactly the problem codes have a title, a sentence and a remedy', () => {
    const expected = PROBLEM_CODES.flatMap((code) => [
      `problems:${code}.title`,
      `problems:${code}.sentence`,
      `problems:${code}.remedy`,
    ]);
    expect(keys(language, 'problems:').toSorted()).toEqual(expected.toSorted());
  });
});

it('an error message contains its parameters literally, without interpolating them again', () => {
  const error = new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: '{{symbolicName}} $&' } });

  expect(error.message).toBe('There is no process named "{{symbolicName}} $&". Check the symbolic name.');
});
