import { describe, expect, it } from 'vitest';

import { ERROR_CODES, PROBLEM_CODES } from '../../../src/contract/error-codes.js';
import { ERROR_PARAMETERS, PROBLEM_PARAMETERS } from '../../../src/contract/error-parameters.js';
import { visibleError } from '../../../src/host/language/visible-error.js';
import { errorText, findingTexts, problemTexts } from '../../../src/i18n/code-texts.js';
import { LANGUAGES } from '../../../src/i18n/languages.js';
import { textIn } from '../../../src/i18n/texts.js';
import { textsOf } from '../repository/words/text-files.js';

const parametersIn = (texts: readonly string[]) =>
  new Set(texts.flatMap((text) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)));

/** Each parameter has its own name as its value. */
const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, `<${name}>`]));

describe.each(LANGUAGES)('the texts in "%s"', (language) => {
  const texts = textsOf(language);
  const of = (key: string) => texts.get(key) ?? [];

  it.each(ERROR_CODES)('the error %s has exactly the parameters that its code provides', (code) => {
    expect(parametersIn(of(`errors:${code}`))).toEqual(new Set(ERROR_PARAMETERS[code]));
  });

  it.each(PROBLEM_CODES)('the problem %s has only parameters that its code provides, and uses all of them', (code) => {
    const used = parametersIn([...of(`problems:${code}.sentence`), ...of(`problems:${code}.remedy`)]);
    expect(used).toEqual(new Set(PROBLEM_PARAMETERS[code]));
    const inTitle = parametersIn(of(`problems:${code}.title`));
    expect(inTitle).toEqual(new Set(used.has('field') ? ['field'] : []));
  });

  it.each(ERROR_CODES)('the error %s tells operators what to do without a setting', (code) => {
    const params = { ...named(ERROR_PARAMETERS[code]), bindDn: '<bindDn>', result: '<result>' };
    const { message, params: visible } = visibleError({ language, role: 'operator' }, code, params) ?? {};
    expect(message).toMatch(/\p{L}{3}.*\./u);
    expect(message).not.toMatch(/[{}…]|<(url|bindDn|baseDn|filter|reason|field|path|option|result)>/);
    expect(Object.keys(visible ?? {})).not.toEqual(expect.arrayContaining(['url']));
  });

  it('never shows braces, even if a parameter is missing', () => {
    const rendered = [...texts.keys()].map((key) => `${key}: ${textIn(language, key) ?? ''}`);
    expect(rendered.filter((text) => /\{\{|\}\}/.test(text))).toEqual([]);
    for (const code of ERROR_CODES) expect(errorText(language, code, {})).not.toContain('{');
    for (const code of PROBLEM_CODES) expect(problemTexts(language, code, {}).message).not.toContain('{');
  });

  it('a finding of the check explains the problem of the first entry', () => {
    const params = { count: 20, dn: 'uid=ada', problem: 'VALUE_MISSING', attribute: 'mail', field: 'email' };
    const { message, remedy } = findingTexts(language, 'NOTHING_MAPPED', params);
    const ofProblem = problemTexts(language, 'VALUE_MISSING', params);
    expect(message).toContain(ofProblem.message);
    expect(message).not.toMatch(/VALUE_MISSING|\{/);
    expect(remedy).toBe(ofProblem.remedy);
  });
});

it('an administrator sees the whole error', () => {
  const params = { url: 'ldap://x', bindDn: 'cn=reader' };
  expect(visibleError({ language: 'en', role: 'administrator' }, 'LDAP_BIND_REJECTED', params)).toEqual({
    params,
    message: expect.stringContaining('ldap://x rejected the sign-in as "cn=reader"') as string,
  });
});
