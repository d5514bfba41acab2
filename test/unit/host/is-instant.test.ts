import { describe, expect, it } from 'vitest';

import { isDateWithTime, isInstant } from '../../../src/host/dto/is-instant.js';

describe('an instant', () => {
  it.each(['2026-12-01T08:00Z', '2026-12-01T08:00:00.5+01:00', '9999-12-31T23:59:59Z', '1000-01-01T00:00:00Z'])(
    'is %s',
    (value) => {
      expect([isInstant(value), isDateWithTime(value)]).toEqual([true, true]);
    },
  );

  it.each([
    '2026-12-01T08:00',
    '2026-12-01 08:00',
    '9999-12-31T23:59:59-01:00',
    '0001-01-01T00:00:00+01:00',
    '2026-13-01T08:00Z',
    'tomorrow',
    7,
  ])('is not %s', (value) => {
    expect([isInstant(value), isDateWithTime(value)]).toEqual([false, false]);
  });

  it('may be a day in UTC, except for a pin', () => {
    expect([isInstant('2026-12-01'), isDateWithTime('2026-12-01')]).toEqual([true, false]);
  });
});
