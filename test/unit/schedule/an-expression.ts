import * as fc from 'fast-check';

/** Time zones whose clocks change at different times, by an hour, by half an hour, or never. */
export const TIME_ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Asia/Kolkata',
] as const;

const between = (low: number, high: number) => fc.integer({ min: low, max: high });

const part = (low: number, high: number): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: between(low, high).map(String) },
    fc.tuple(between(low, high), between(low, high)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    between(1, high - low).map((step) => `*/${step}`),
    fc.tuple(between(low, high), between(1, high - low)).map(([from, step]) => `${from}/${step}`),
  );

const field = (low: number, high: number) =>
  fc.array(part(low, high), { minLength: 1, maxLength: 2 }).map((parts) => parts.join(','));

const time = fc.tuple(field(0, 59), field(0, 59), field(0, 23)).map((fields) => fields.join(' '));
const months = fc.oneof({ weight: 3, arbitrary: fc.constant('*') }, field(1, 12));

const cron = fc
  .tuple(time, field(1, 31), months, field(0, 7))
  .map(([times, day, month, weekday]) => `${times} ${day} ${month} ${weekday}`);

/** The two fields for days of a Quartz expression. */
const quartzDays = fc.oneof(
  fc.constantFrom('L ?', 'LW ?', '? L').map((days) => days.split(' ')),
  field(1, 31).map((day) => [day, '?']),
  between(1, 31).map((day) => [`${day}W`, '?']),
  field(1, 7).map((weekday) => ['?', weekday]),
  fc.tuple(between(1, 7), between(1, 5)).map(([weekday, nth]) => ['?', `${weekday}#${nth}`]),
  between(1, 7).map((weekday) => ['?', `${weekday}L`]),
);

const quartz = fc
  .tuple(time, quartzDays, months, fc.constantFrom('', ' *', ' 2026-2099'))
  .map(([times, [day, weekday], month, year]) => `${times} ${day} ${month} ${weekday}${year}`);

/** Expressions in both notations; a few are not valid, such as 30 February. */
export const anExpression: fc.Arbitrary<string> = fc.oneof(cron, quartz);
