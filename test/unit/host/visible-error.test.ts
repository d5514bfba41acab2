import { expect, it } from 'vitest';

import { visibleError } from '../../../src/host/language/visible-error.js';

const operator = { language: 'en', role: 'operator' } as const;

it('operators see whom a refusal is about, but no values of settings', () => {
  expect(visibleError(operator, 'ENTRY_FILTERED_OUT', { dn: 'uid=ada,dc=example' })?.message).toContain(
    'The entry uid=ada,dc=example does not meet the filter',
  );
  expect(visibleError(operator, 'PERSON_NOT_FOUND', { who: 'ada' })?.message).toContain('no entry for ada');
  const failed = visibleError(operator, 'LDAP_RIGHTS_MISSING', { url: 'ldap://secret', baseDn: 'dc=secret' });
  expect(JSON.stringify(failed)).not.toContain('secret');
});
