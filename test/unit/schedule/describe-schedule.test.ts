import { describe, expect, it } from 'vitest';

import { describeSchedule } from '../../../src/schedule/describe-schedule.js';

const sentence = (expression: string, language = 'en') =>
  describeSchedule({ expression, timeZone: 'Etc/UTC' }, language).replace(/, [^,]* Etc\/UTC$/, '');

describe('the sentence of a schedule', () => {
  it.each([
    ['en', 'At 02:30, Monday through Friday, time zone Europe/Berlin'],
    ['de', 'Um 02:30, Montag bis Freitag, Zeitzone Europe/Berlin'],
    ['sv', 'Kl 02:30, måndag till fredag, tidszon Europe/Berlin'],
    ['fr', 'À 02:30, du lundi au vendredi, fuseau horaire Europe/Berlin'],
    ['tlh', 'At 02:30, Monday through Friday, time zone Europe/Berlin'],
  ])('names the time zone, in %s', (language, expected) => {
    expect(describeSchedule({ expression: '0 30 2 * * 1-5', timeZone: 'Europe/Berlin' }, language)).toBe(expected);
  });

  it.each([
    ['0 0 2 * * ?', ['At 02:00', 'Um 02:00', 'Kl 02:00', 'À 02:00']],
    [
      '0 0/15 8-17 ? * MON-FRI',
      [
        'Every 15 minutes, between 08:00 and 17:59, Monday through Friday',
        'Alle 15 Minuten, zwischen 08:00 und 17:59, Montag bis Freitag',
        'Var 15:e minut, mellan 08:00 och 17:59, måndag till fredag',
        'Toutes les 15 minutes, de 08:00 à 17:59, du lundi au vendredi',
      ],
    ],
    [
      '0 0 2 ? * 2-6',
      [
        'At 02:00, Monday through Friday',
        'Um 02:00, Montag bis Freitag',
        'Kl 02:00, måndag till fredag',
        'À 02:00, du lundi au vendredi',
      ],
    ],
    [
      '0 0 2 ? * 1',
      [
        'At 02:00, only on Sunday',
        'Um 02:00, jeden Sonntag',
        'Kl 02:00, varje söndag',
        'À 02:00, uniquement le dimanche',
      ],
    ],
    [
      '0 0 2 L * ?',
      [
        'At 02:00, on the last day of the month',
        'Um 02:00, am letzten Tag des Monats',
        'Kl 02:00, den sista dagen i månaden',
        'À 02:00, le dernier jour du mois',
      ],
    ],
    [
      '0 0 2 LW * ?',
      [
        'At 02:00, on the last working day (Monday to Friday) of the month',
        'Um 02:00, am letzten Arbeitstag (Montag bis Freitag) des Monats',
        'Kl 02:00, den sista arbetsdagen (måndag till fredag) i månaden',
        'À 02:00, le dernier jour ouvré (du lundi au vendredi) du mois',
      ],
    ],
    [
      '0 0 2 15W * ?',
      [
        'At 02:00, on the working day (Monday to Friday) nearest to day 15 of the month',
        'Um 02:00, an dem Arbeitstag (Montag bis Freitag), der dem 15. Tag des Monats am nächsten liegt',
        'Kl 02:00, den arbetsdag (måndag till fredag) som ligger närmast dag 15 i månaden',
        'À 02:00, le jour ouvré (du lundi au vendredi) le plus proche du 15 du mois',
      ],
    ],
    [
      '0 0 2 ? * 6#3',
      [
        'At 02:00, on the third Friday of the month',
        'Um 02:00, am dritten Freitag des Monats',
        'Kl 02:00, den tredje fredagen i månaden',
        'À 02:00, le troisième vendredi du mois',
      ],
    ],
    [
      '0 0 2 ? * friL',
      [
        'At 02:00, on the last Friday of the month',
        'Um 02:00, am letzten Freitag des Monats',
        'Kl 02:00, den sista fredagen i månaden',
        'À 02:00, le dernier vendredi du mois',
      ],
    ],
    [
      '0 0 2 ? * L',
      [
        'At 02:00, only on Saturday',
        'Um 02:00, jeden Samstag',
        'Kl 02:00, varje lördag',
        'À 02:00, uniquement le samedi',
      ],
    ],
    [
      '0 0 2 ? jan 2 2027-2029,2031',
      [
        'At 02:00, only on Monday, only in January, only in 2027–2029 and 2031',
        'Um 02:00, jeden Montag, nur im Januar, nur 2027–2029 und 2031',
        'Kl 02:00, varje måndag, bara i januari, bara 2027–2029 och 2031',
        'À 02:00, uniquement le lundi, uniquement en janvier, uniquement en 2027–2029 et 2031',
      ],
    ],
    [
      '0 0 22-1 ? * FRI-MON',
      [
        'At 00:00, 01:00, 22:00 and 23:00, only on Sunday, Monday, Friday, and Saturday',
        'Um 00:00, 01:00, 22:00 und 23:00, jeden Sonntag, Montag, Freitag und Samstag',
        'Kl 00:00, 01:00, 22:00 och 23:00, varje söndag, måndag, fredag och lördag',
        'À 00:00, 01:00, 22:00 et 23:00, uniquement les dimanche, lundi, vendredi et samedi',
      ],
    ],
    ['*/2 * * * *', ['Every 2 minutes', 'Alle 2 Minuten', 'Varannan minut', 'Toutes les 2 minutes']],
    [
      '0 0 0 1 6 MON',
      [
        'At 00:00, on day 1 of the month or on Monday, only in June',
        'Um 00:00, am 1. Tag des Monats oder jeden Montag, nur im Juni',
        'Kl 00:00, dag 1 i månaden eller varje måndag, bara i juni',
        'À 00:00, le 1er du mois ou le lundi, uniquement en juin',
      ],
    ],
    [
      '0 0 2 1,15 * ?',
      [
        'At 02:00, on day 1 and 15 of the month',
        'Um 02:00, am 1. und 15. Tag des Monats',
        'Kl 02:00, dag 1 och 15 i månaden',
        'À 02:00, les 1er et 15 du mois',
      ],
    ],
    [
      '0 0 2 1-5 * ?',
      [
        'At 02:00, between day 1 and 5 of the month',
        'Um 02:00, vom 1. bis 5. Tag des Monats',
        'Kl 02:00, dag 1 till 5 i månaden',
        'À 02:00, du 1er au 5 du mois',
      ],
    ],
    [
      '0 0 2 1-5,10 * ?',
      [
        'At 02:00, on day 1 through 5 and 10 of the month',
        'Um 02:00, am 1. bis 5. und 10. Tag des Monats',
        'Kl 02:00, dag 1 till 5 och 10 i månaden',
        'À 02:00, du 1er au 5 et le 10 du mois',
      ],
    ],
    [
      '0 0 2 ? * 2-4,6',
      [
        'At 02:00, only on Monday through Wednesday and Friday',
        'Um 02:00, jeden Montag bis Mittwoch und Freitag',
        'Kl 02:00, varje måndag till onsdag och fredag',
        'À 02:00, uniquement du lundi au mercredi et le vendredi',
      ],
    ],
    [
      '0 0 2 21 * MON,WED',
      [
        'At 02:00, on day 21 of the month or on Monday and Wednesday',
        'Um 02:00, am 21. Tag des Monats oder jeden Montag und Mittwoch',
        'Kl 02:00, dag 21 i månaden eller varje måndag och onsdag',
        'À 02:00, le 21 du mois ou les lundi et mercredi',
      ],
    ],
    [
      '0 0 2 1W * ?',
      [
        'At 02:00, on the working day (Monday to Friday) nearest to day 1 of the month',
        'Um 02:00, an dem Arbeitstag (Montag bis Freitag), der dem 1. Tag des Monats am nächsten liegt',
        'Kl 02:00, den arbetsdag (måndag till fredag) som ligger närmast dag 1 i månaden',
        'À 02:00, le jour ouvré (du lundi au vendredi) le plus proche du 1er du mois',
      ],
    ],
    [
      '30 5 */2 * * *',
      [
        'At 30 seconds past the minute, at 5 minutes past the hour, every 2 hours',
        'Bei Sekunde 30, bei Minute 5, alle 2 Stunden',
        '30 sekunder efter minuten, 5 minuter efter hel timme, varannan timme',
        '30 secondes après la minute, 5 minutes après l’heure, toutes les 2 heures',
      ],
    ],
  ])('of "%s" is right in four languages', (expression, expected) => {
    expect(['en', 'de', 'sv', 'fr'].map((language) => sentence(expression, language))).toEqual(expected);
  });

  it.each([
    ['30 2 * * *', '0 30 2 * * *'],
    ['0 0 2 ? * 2-6', '0 0 2 * * 1-5'],
    ['0 0 2 ? * MON-FRI', '0 0 2 * * MON-FRI'],
    ['0 0 2 1 * ?', '0 0 2 1 * *'],
  ])('of "%s" is that of "%s"', (one, other) => {
    expect(sentence(one)).toBe(sentence(other));
  });

  it.each(['0', '7', 'sun'])('names Sunday for the cron weekday %s', (day) => {
    expect(sentence(`0 0 2 * * ${day}`)).toContain('only on Sunday');
  });

  it('lists the minutes of a step that does not divide the hour', () => {
    expect(sentence('*/25 * * * *')).toBe('At 0, 25, and 50 minutes past the hour');
    expect(sentence('*/20 * * * *')).toBe('Every 20 minutes');
  });

  it('has "or" before a range of weekdays', () => {
    expect(sentence('0 0 0 1,15 * 1-5')).toBe('At 00:00, on day 1 and 15 of the month or Monday through Friday');
  });

  it('does not mention days of the month when all of them are allowed', () => {
    expect(sentence('0 0 2 1-31 * mon')).toBe('At 02:00, only on Monday');
  });
});
