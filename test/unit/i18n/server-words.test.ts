import { describe, expect, it } from 'vitest';

import { errorText, findingTexts } from '../../../src/i18n/code-texts.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { textIn } from '../../../src/i18n/texts.js';
import { textsOf } from '../repository/words/text-files.js';

const PARAMS = { url: 'ldap://x', bindDn: 'reader@corp.example', result: 'invalidCredentials' };
const MEANINGS = [...textsOf('en').keys()].flatMap((key) => /^directory:meanings\.(.*)\.found$/.exec(key)?.[1] ?? []);

describe.each(LANGUAGES)('the words of a directory in "%s"', (language) => {
  it.each(MEANINGS)('%s is explained, with what to do, in errors and findings', (meaning) => {
    const params = { ...PARAMS, meaning, said: 'data 533, v4f7c' };
    const [found, remedy] = ['found', 'remedy'].map((part) =>
      textIn(language, `directory:meanings.${meaning}.${part}`),
    );
    const error = errorText(language, 'LDAP_BIND_REJECTED', params);
    for (const text of [found, remedy, 'data 533, v4f7c']) expect(error).toContain(text);

    const finding = findingTexts(language, 'LDAP_BIND_REJECTED', params);
    for (const text of [found, 'data 533, v4f7c']) expect(finding.message).toContain(text);
    expect(finding.remedy).toBe(remedy);
  });

  it('a wrong user or password is said in words; another result without words has its name', () => {
    const texts = (result: string, words: Readonly<Record<string, string>> = {}) => {
      const params = { ...PARAMS, result, ...words };
      const error = errorText(language, 'LDAP_BIND_REJECTED', params);
      const certificate = errorText(language, 'LDAP_BIND_REJECTED', { ...params, because: 'certificate' });
      return [error, certificate, findingTexts(language, 'LDAP_BIND_REJECTED', params).message].join(' ');
    };
    expect(texts('invalidCredentials')).not.toContain('invalidCredentials');
    expect(texts('unwillingToPerform', { said: 'Account inactivated.' })).not.toContain('unwillingToPerform');
    expect(texts('unwillingToPerform').match(/unwillingToPerform/g)).toHaveLength(1);
  });

  it.each(['activeDirectory', 'directoryServer', 'openLdap'])(
    'the remedy of %s takes the place of the general one',
    (limits) => {
      const params = { url: 'ldap://x', baseDn: 'dc=x', reason: 'sizeLimitExceeded', limits };
      const remedy = textIn(language, `directory:limits.${limits}`);
      expect(findingTexts(language, 'DIRECTORY_READ_INCOMPLETE', params).remedy).toBe(remedy);
      expect(errorText(language, 'DIRECTORY_READ_INCOMPLETE', params)).toContain(remedy);
    },
  );

  it('a search without sign-in is refused with one remedy: a bind user', () => {
    const params = { url: 'ldap://x', baseDn: 'dc=x', meaning: 'anonymous', because: 'anonymous' };
    const found = textIn(language, 'refusals:LDAP_RIGHTS_MISSING.anonymous', params);
    const [meaning, remedy] = ['found', 'remedy'].map((part) =>
      textIn(language, `directory:meanings.anonymous.${part}`),
    );
    expect(found).toContain('dc=x');
    expect(errorText(language, 'LDAP_RIGHTS_MISSING', params)).toBe(`${found} ${meaning} ${remedy}`);
    expect(findingTexts(language, 'LDAP_RIGHTS_MISSING', params)).toEqual({ message: `${found} ${meaning}`, remedy });
  });

  it.each(['several', 'none', 'elsewhere'])('a base that is not found is explained: %s', (because) => {
    const params = { url: 'ldap://x', baseDn: 'dc=x', because, contexts: 'dc=a; dc=b', elsewhere: 'ldap://y' };
    const text = textIn(language, `refusals:LDAP_BASE_NOT_FOUND.${because}`, params);
    expect(text).toMatch(/\p{L}{3}.*\./u);
    expect(errorText(language, 'LDAP_BASE_NOT_FOUND', params)).toBe(text);
    expect(findingTexts(language, 'LDAP_BASE_NOT_FOUND', params)).toEqual({ message: text, remedy: '' });
  });
});
