import type { SettingWarning } from '../contract/jobs.js';
import type { Run } from '../contract/run.js';
import { settingWarning } from '../settings/setting-warning.js';

const MINUTE_MS = 60_000;
const EXPRESSION = 'schedule.expression';

/**
 * What an administrator should know about a schedule that runs often.
 *
 * @param interval the shortest one between two executions, in milliseconds; null if there are none.
 * @param lastRun the newest run that succeeded.
 */
export function scheduleWarnings(interval: number | null, lastRun: Run | undefined): readonly SettingWarning[] {
  if (interval === null) return [];
  const params = { interval: durationText(interval) };
  const took = lastRun?.startedAt && lastRun.endedAt ? lastRun.endedAt.getTime() - lastRun.startedAt.getTime() : 0;
  return [
    ...(interval < MINUTE_MS ? [settingWarning(EXPRESSION, 'scheduleBelowMinute', params)] : []),
    ...(interval < took
      ? [settingWarning(EXPRESSION, 'scheduleShorterThanRun', { ...params, took: durationText(took) })]
      : []),
  ];
}

/** With the symbols of the units, which are the same in all languages: `1 h 5 min`. */
function durationText(milliseconds: number): string {
  const total = Math.round(milliseconds / 1_000);
  const parts = [
    [Math.floor(total / 3_600), 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ] as const;
  return parts.flatMap(([value, unit]) => (value > 0 ? [`${value} ${unit}`] : [])).join(' ');
}
