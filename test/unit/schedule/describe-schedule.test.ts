import { describe, expect, it } from 'vitest';

import { describeSchedule } from '../../../src/schedule/describe-schedule.js';

const english = (expression: string) => describeSchedule({ expression, timeZone: 'Etc/UTC' }, 'en');

describe('the sentence of a schedule', () => {
  it.each([
    ['en', 'At 02:30, Monday through Friday, time zone Europe/Berlin'],
    ['de', 'Um 02:30, Montag bis Freitag, Zeitzone Europe/Berlin'],
    ['sv', 'Kl 02:30, måndag till fredag, tidszon Europe/Berlin'],
    ['fr', 'À 02:30, de lundi à vendredi, fuseau horaire Europe/Berlin'],
    ['tlh', 'At 02:30, Monday through Friday, time zone Europe/Berlin'],
  ])('is available in %s', (language, sentence) => {
    expect(describeSchedule({ expression: '0 30 2 * * 1-5', timeZone: 'Europe/Berlin' }, language)).toBe(sentence);
  });

  it('is the same with five fields and with six', () => {
    expect(english('30 2 * * *')).toBe(english('0 30 2 * * *'));
  });

  it.each(['0', '7', 'sun'])('names Sunday for %s', (day) => {
    expect(english(`0 0 2 * * ${day}`)).toContain('only on Sunday');
  });

  it('lists the minutes of a step that does not divide the hour', () => {
    expect(english('*/25 * * * *')).toBe('At 0, 25, and 50 minutes past the hour, time zone Etc/UTC');
    expect(english('*/20 * * * *')).toBe('Every 20 minutes, time zone Etc/UTC');
  });

  it.each([
    ['en', 'At 00:00, on day 1 of the month or on Monday, only in June, time zone Etc/UTC'],
    ['de', 'Um 00:00, an Tag 1 des Monats oder jeden Montag, nur im Juni, Zeitzone Etc/UTC'],
    ['sv', 'Kl 00:00, på dag 1 av månaden eller på måndag, bara på juni, tidszon Etc/UTC'],
    ['fr', 'À 00:00, le 1 du mois ou lundi, uniquement en juin, fuseau horaire Etc/UTC'],
  ])('has "or" between days of the month and days of the week, as cron runs on either: %s', (language, sentence) => {
    expect(describeSchedule({ expression: '0 0 0 1 6 MON', timeZone: 'Etc/UTC' }, language)).toBe(sentence);
  });

  it('has "or" before a range of weekdays', () => {
    expect(english('0 0 0 1,15 * 1-5')).toBe(
      'At 00:00, on day 1 and 15 of the month or Monday through Friday, time zone Etc/UTC',
    );
  });

  it('does not mention days of the month when all of them are allowed', () => {
    expect(english('0 0 2 1-31 * mon')).toBe('At 02:00, only on Monday, time zone Etc/UTC');
  });
});
