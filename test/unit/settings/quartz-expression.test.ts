import { describe, expect, it } from 'vitest';

import { parseSchedule } from '../../../src/settings/rules/schedule-expression.js';
import { textIn } from '../../../src/i18n/texts.js';

const fieldsOf = (expression: string) => {
  const parsed = parseSchedule(expression);
  return parsed.ok ? parsed.fields : parsed.violation.code;
};

describe('an expression with a question mark is Quartz', () => {
  it('has the seconds first, and 1 is Sunday', () => {
    expect(fieldsOf('5 0/15 8-9 ? JAN,mar 1')).toEqual({
      notation: 'quartz',
      seconds: [5],
      minutes: [0, 15, 30, 45],
      hours: [8, 9],
      days: { kind: 'days-of-week', weekdays: [0] },
      months: [1, 3],
      years: null,
    });
  });

  it.each([
    ['0 0 2 * * ?', { kind: 'every-day' }],
    ['0 0 2 ? * *', { kind: 'every-day' }],
    ['0 0 2 1,15 * ?', { kind: 'days-of-month', days: [1, 15] }],
    ['0 0 2 ? * 2-6', { kind: 'days-of-week', weekdays: [1, 2, 3, 4, 5] }],
    ['0 0 2 ? * mon-FRI', { kind: 'days-of-week', weekdays: [1, 2, 3, 4, 5] }],
    ['0 0 2 ? * FRI-MON', { kind: 'days-of-week', weekdays: [0, 1, 5, 6] }],
    ['0 0 2 ? * L', { kind: 'days-of-week', weekdays: [6] }],
    ['0 0 2 L * ?', { kind: 'last-day' }],
    ['0 0 2 lw * ?', { kind: 'last-working-day' }],
    ['0 0 2 15W * ?', { kind: 'nearest-working-day', day: 15 }],
    ['0 0 2 ? * 6#3', { kind: 'nth-weekday', weekday: 5, nth: 3 }],
    ['0 0 2 ? * FRI#3', { kind: 'nth-weekday', weekday: 5, nth: 3 }],
    ['0 0 2 ? * 6L', { kind: 'last-weekday', weekday: 5 }],
    ['0 0 2 ? * friL', { kind: 'last-weekday', weekday: 5 }],
  ])('"%s" means %o', (expression, days) => {
    expect(fieldsOf(expression)).toMatchObject({ days });
  });

  it.each([
    ['0 0 2 ? * 2 2027', [2027]],
    ['0 0 2 ? * 2 2027-2029,2031', [2027, 2028, 2029, 2031]],
    ['0 0 2 ? * 2 *', null],
  ])('"%s" runs in the years %o', (expression, years) => {
    expect(fieldsOf(expression)).toMatchObject({ years });
  });

  it('may have a range over midnight and a step without a start', () => {
    expect(fieldsOf('0 /20 22-1 * * ?')).toMatchObject({ minutes: [0, 20, 40], hours: [0, 1, 22, 23] });
  });

  it.each([
    ['0 0 2 ? * ?', 'quartzTwoQuestionMarks'],
    ['0 2 * * ?', 'quartzWithoutSeconds'],
    ['0 0 2 * ?', 'quartzWithoutSeconds'],
    ['2 * * ?', 'quartzFieldCount'],
    ['0 0 2 * * ? 2027 2028', 'quartzFieldCount'],
    ['? 0 2 * * ?', 'cronQuestionMark'],
    ['0 0 2 1? * MON', 'cronQuestionMark'],
    ['0 0 2 L-3 * ?', 'quartzLastOffset'],
    ['0 0 2 L-3W * ?', 'quartzLastOffset'],
    ['0 0 2 1,L * ?', 'quartzAlone'],
    ['0 0 2 15W,20W * ?', 'quartzAlone'],
    ['0 0 2 1-5W * ?', 'quartzAlone'],
    ['0 0 2 LW-1 * ?', 'quartzAlone'],
    ['0 0 2 W * ?', 'cronSyntax'],
    ['0 0 2 C * ?', 'cronSyntax'],
    ['H 0 2 * * ?', 'cronSyntax'],
    ['0 0 2 ? * 2#1,2#3', 'quartzAlone'],
    ['0 0 2 ? * 2,6L', 'quartzAlone'],
    ['0 0 2 ? * 6#6', 'cronOutOfRange'],
    ['0 0 2 ? * 0', 'cronOutOfRange'],
    ['0 0 2 ? * 8L', 'cronOutOfRange'],
    ['0 0 2 32W * ?', 'cronOutOfRange'],
    ['0 0 24 * * ?', 'cronOutOfRange'],
    ['0 0 2 ? * 2 1969', 'cronOutOfRange'],
    ['0 0 2 ? * 2 2030-2027', 'cronBackwards'],
    ['0 0 2 ? * monday', 'cronName'],
    ['0 0 2 31 2 ?', 'cronNeverRuns'],
    ['0 0 2 31W 4 ?', 'cronNeverRuns'],
    ['0 0 2 29 2 ? 2027', 'cronNeverRuns'],
    ['0 0 2 ? 2 2#5 2027', 'cronNeverRuns'],
  ])('"%s" is refused as %s', (expression, code) => {
    expect(fieldsOf(expression)).toBe(code);
  });
});

it('shows the limits of the year as years, without separators of thousands', () => {
  const parsed = parseSchedule('0 0 2 ? * 2 1969');
  const { code, params = {} } = parsed.ok ? { code: '' } : parsed.violation;
  expect(textIn('en', `validation:${code}`, params)).toBe('1969 in field 7 is not between 1970 and 2099.');
});

describe('what only Quartz knows is refused without a question mark, with what to write instead', () => {
  it.each([
    ['0 0 2 L * *', '0 0 2 L * ?'],
    ['0 2 LW * *', '0 0 2 LW * ?'],
    ['0 0 2 15W * *', '0 0 2 15W * ?'],
    ['0 0 2 * * 6#3', '0 0 2 ? * 6#3'],
    ['0 0 2 * * FRIL', '0 0 2 ? * FRIL'],
    ['0 0 2 * * 2 2027', '0 0 2 ? * 2 2027'],
    ['0 0 2 * * * 2027', '0 0 2 * * ? 2027'],
    ['0 0 2 ? * ?', '0 0 2 * * ?'],
    ['0 2 ? * MON', '0 0 2 ? * MON'],
  ])('"%s": %s', (expression, instead) => {
    const parsed = parseSchedule(expression);
    expect(parsed).toMatchObject({ ok: false, violation: { params: { instead } } });
    expect(parseSchedule(instead).ok).toBe(true);
    for (const language of ['en', 'de', 'sv', 'fr'])
      expect(parsed.ok || textIn(language, `validation:${parsed.violation.code}`, parsed.violation.params)).toContain(
        instead,
      );
  });

  it('or with the reason, if days of the month and of the week are both set', () => {
    expect(fieldsOf('0 0 2 L * MON')).toBe('quartzOneDay');
  });
});
