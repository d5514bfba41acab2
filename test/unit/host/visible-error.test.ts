import { describe, expect, it } from 'vitest';

import { APPROVER_OBSTACLES } from '../../../src/contract/approval.js';
import type { ErrorCode } from '../../../src/contract/error-codes.js';
import { ERROR_PARAMETERS } from '../../../src/contract/error-parameters.js';
import { STALE_REASONS } from '../../../src/contract/run.js';
import { visibleError } from '../../../src/host/language/visible-error.js';
import { errorText } from '../../../src/i18n/code-texts.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';

const operator = { language: 'en', role: 'operator' } as const;

it('operators see whom a refusal is about, but no values of settings', () => {
  expect(visibleError(operator, 'ENTRY_FILTERED_OUT', { dn: 'uid=ada,dc=example' })?.message).toContain(
    'The entry uid=ada,dc=example does not meet the filter',
  );
  expect(visibleError(operator, 'PERSON_NOT_FOUND', { who: 'ada' })?.message).toContain('no entry for ada');
  const failed = visibleError(operator, 'LDAP_RIGHTS_MISSING', { url: 'ldap://secret', baseDn: 'dc=secret' });
  expect(JSON.stringify(failed)).not.toContain('secret');
});

/** What approve, resume, cancel, revert, pin and the change of a user can throw, which operators may do. */
const REFUSALS = [
  'ADDON_DISABLED',
  'JOB_UNKNOWN',
  'JOB_DELETED',
  'SETTINGS_INVALID',
  'SETTINGS_MISSING',
  'SECRET_UNREADABLE',
  'RUN_IN_PROGRESS',
  'RUN_NOT_FOUND',
  'RUN_ENDED',
  'RUN_NOT_RESUMABLE',
  'PLAN_NOT_WAITING',
  'PLAN_STALE',
  'HASH_DIFFERS',
  'APPROVAL_NOT_ALLOWED',
  'RESUME_NOT_ALLOWED',
  'NOTHING_TO_REVERT',
  'FIELDS_UNKNOWN',
  'USER_CHANGED',
  'USER_NOT_WRITABLE',
  'USER_IN_USE',
  'USER_WRITE_REFUSED',
  'DATABASE_UNREACHABLE',
  'DATABASE_FULL',
  'DATABASE_TIMEOUT',
] as const satisfies readonly ErrorCode[];

/** The causes of which a refusal has one. */
const CAUSES: readonly (readonly [ErrorCode, readonly string[]])[] = [
  ['PLAN_STALE', STALE_REASONS],
  ['APPROVAL_NOT_ALLOWED', APPROVER_OBSTACLES],
  ['RESUME_NOT_ALLOWED', APPROVER_OBSTACLES],
  ['NOTHING_TO_REVERT', ['selection']],
];

describe.each(LANGUAGES)('in %s', (language) => {
  const reader = { language, role: 'operator' } as const;
  const other = visibleError(reader, 'MANIFEST_INVALID', {})?.message;

  it.each(REFUSALS)('%s tells operators the cause', (code) => {
    const params = Object.fromEntries(ERROR_PARAMETERS[code].map((name) => [name, `<${name}>`]));
    const message = visibleError(reader, code, params)?.message;
    expect(message).not.toBe(other);
    expect(message).not.toContain('…');
  });

  it('WRITES_REFUSED tells operators that they can resume the run, without the message of the database', () => {
    const message = visibleError(reader, 'WRITES_REFUSED', { refused: 100, reason: 'secret' })?.message;
    expect(message).toContain('100');
    expect(message).not.toContain('secret');
    expect(message).not.toBe(other);
  });

  it.each(CAUSES)('%s tells everyone which of its causes it has', (code, causes) => {
    const texts = causes.map((because) => {
      const params = { because, by: 'olga', hours: 24, runId: 'a' };
      const message = visibleError(reader, code, params)?.message;
      expect(message).toBe(errorText(language, code, params));
      expect(message).not.toContain('…');
      return message;
    });
    expect(new Set([...texts, errorText(language, code, { by: 'olga', hours: 24, runId: 'a' })]).size).toBe(
      causes.length + 1,
    );
  });
});
