import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { ERROR_CODES, PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';

type Texts = Readonly<Record<string, string | { readonly sentence: string; readonly remedy: string }>>;

const texts = (language: string, namespace: string) =>
  JSON.parse(readFileSync(new URL(`../../../i18n/${language}/${namespace}.json`, import.meta.url), 'utf8')) as Texts;

describe.each(LANGUAGES)('in %s', (language) => {
  it('exactly the error codes have a text', () => {
    expect(Object.keys(texts(language, 'errors')).toSorted()).toEqual([...ERROR_CODES].toSorted());
  });

  it('exactly the problem codes have a sentence and a remedy', () => {
    const problems = texts(language, 'problems');
    expect(Object.keys(problems).toSorted()).toEqual([...PROBLEM_CODES].toSorted());
    for (const problem of Object.values(problems)) {
      expect(problem).toEqual({ sentence: expect.any(String) as string, remedy: expect.any(String) as string });
    }
  });
});

it('an error message contains its parameters literally, without interpolating them again', () => {
  const error = new SyncError('UNKNOWN_PROCESS', { params: { symbolicName: '{{symbolicName}} $&' } });

  expect(error.message).toBe('There is no process named "{{symbolicName}} $&". Check the symbolic name.');
});
