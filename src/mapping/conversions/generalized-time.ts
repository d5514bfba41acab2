const GENERALIZED_TIME =
  /^(\d{4})(\d\d)(\d\d)([01]\d|2[0-3])(?:([0-5]\d)([0-5]\d|60)?)?(?:[.,](\d+))?(?:Z|([+-])([01]\d|2[0-3])([0-5]\d)?)$/;
const ZERO = 0x30;
/** Of each month, without leap days. */
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * A generalizedTime, such as `20261129113749Z`, in milliseconds since 1970-01-01 (RFC 4517 section 3.3.13); undefined for
 * other texts. A fraction is that of the smallest unit that is written.
 */
export function generalizedTime(text: string): number | undefined {
  return timeInSeconds(text) ?? anyTime(text);
}

/** Written to the second, in UTC and without a fraction, as servers do; undefined for others. */
function timeInSeconds(text: string): number | undefined {
  const isSeconds = text.length === 15 || (text.length === 17 && text.startsWith('.0', 14));
  if (!isSeconds || !text.endsWith('Z')) return undefined;
  const [year, month, day] = [numberAt(text, 0, 4), numberAt(text, 4, 6), numberAt(text, 6, 8)];
  const [hour, minute, second] = [numberAt(text, 8, 10), numberAt(text, 10, 12), numberAt(text, 12, 14)];
  // Comparisons with NaN are false. `Date.UTC` takes years before 100 for those of the 20th century.
  const isUsual = year >= 100 && day >= 1 && day <= (DAYS[month - 1] ?? 0);
  return isUsual && hour < 24 && minute < 60 && second < 60
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : undefined;
}

/** NaN if there are others than digits. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : NaN;
  }
  return number;
}

function anyTime(text: string): number | undefined {
  const found = GENERALIZED_TIME.exec(text);
  if (!found) return undefined;
  const [, year, month, date, hour, minute, second, fraction = '0', sign, zoneHour = '0', zoneMinute = '0'] = found;
  const day = dayOf(`${year}-${month}-${date}`);
  if (day === undefined) return undefined;
  const unit = second === undefined ? (minute === undefined ? HOUR : MINUTE) : SECOND;
  const zone = (sign === '-' ? -1 : 1) * (Number(zoneHour) * HOUR + Number(zoneMinute) * MINUTE);
  const time = Number(hour) * HOUR + Number(minute ?? 0) * MINUTE + Number(second ?? 0) * SECOND;
  return day + time + Math.floor(Number(`0.${fraction}`) * unit) - zone;
}

/** Undefined for a day that does not exist, such as 30 February. */
function dayOf(text: string): number | undefined {
  const day = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(day) || !new Date(day).toISOString().startsWith(text) ? undefined : day;
}
