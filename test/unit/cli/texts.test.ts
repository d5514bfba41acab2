import { describe, expect, it } from 'vitest';

import { isSupportedNode } from '../../../src/cli/node-version.js';
import { languageOf, Texts } from '../../../src/cli/texts.js';

describe('the language of the command line', () => {
  it.each([
    [{ LANG: 'de_DE.UTF-8' }, 'de'],
    [{ LANG: 'de_DE.UTF-8', LC_ALL: 'sv_SE' }, 'sv'],
    [{ LANG: 'fr_FR', LC_MESSAGES: 'en_US' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'ja_JP.UTF-8' }, 'en'],
    [{ LANG: '', LC_ALL: '' }, 'en'],
    [{}, 'en'],
  ])('%j asks for %s', (environment, language) => {
    expect(languageOf(environment)).toBe(language);
  });

  it('formats numbers for the language', () => {
    expect(new Texts('en').number(12_345.6)).toBe('12,345.6');
    expect(new Texts('de').number(12_345.6)).toBe('12.345,6');
  });

  it('has messages for the codes of the add-on, but not for unknown codes', () => {
    const texts = new Texts('en');
    expect(texts.error('RUN_NOT_FOUND', { runId: 'x' })).toContain('x');
    expect(texts.error('NEVER_HEARD_OF', {})).toBeUndefined();
  });

  it('localizes the reason why settings cannot run', () => {
    const params = { symbolicName: 'x', field: 'schedule.expression', reason: 'It has 3.', count: 3 };
    expect(new Texts('de').error('SETTINGS_INVALID', { ...params, why: 'cronFieldCount' })).toContain('es sind 3');
    expect(new Texts('de').error('SETTINGS_INVALID', { ...params, why: 'newer' })).toContain('It has 3.');
  });

  it('localizes the reason of a run of 0.2.0, whose code was the name of a constraint', () => {
    const params = { symbolicName: 'x', field: 'dataPool.pageSize', reason: 'Must be at most 1000.', limit: 1_000 };
    expect(new Texts('de').error('SETTINGS_INVALID', { ...params, why: 'max' })).toContain(
      'Darf höchstens 1.000 sein.',
    );
  });

  it('formats dates unambiguously', () => {
    const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' })
      .format(new Date(2026, 10, 5))
      .split(' ')
      .at(-1);
    const text = new Texts('en').date(new Date(2026, 10, 5));
    expect(text).toContain('Nov 5, 2026');
    expect(text.endsWith(` ${zone}`)).toBe(true);
  });
});

describe('the Node version', () => {
  it.each([
    ['18.19.0', false],
    ['20.20.2', false],
    ['22.14.0', false],
    ['22.15.0', true],
    ['24.21.0', true],
  ])('%s: %s', (version, here) => expect(isSupportedNode(version)).toBe(here));
});
