const GENERALIZED_TIME =
  /^(\d{4})(\d\d)(\d\d)([01]\d|2[0-3])(?:([0-5]\d)([0-5]\d|60)?)?(?:[.,](\d+))?(?:Z|([+-])([01]\d|2[0-3])([0-5]\d)?)$/;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * A generalizedTime, such as `20261129113749Z`, in milliseconds since 1970-01-01 (RFC 4517 section 3.3.13); undefined for
 * other texts. A fraction is that of the smallest unit that is written.
 */
export function generalizedTime(text: string): number | undefined {
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
