import { IsBoolean } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, type RuleViolation } from '../rules/rule.js';
import { parseSchedule } from '../rules/schedule-expression.js';
import { timeZoneViolation } from '../rules/time-zone.js';
import { Cleaned, joinWords, trimBlanks } from '../rules/white-space.js';

/** When the job runs automatically. */
export class ScheduleSettings {
  @IsBoolean()
  @JSONSchema({ title: 'i18n:settings:schedule.enabled.title', description: 'i18n:settings:schedule.enabled.help' })
  enabled = false;

  /**
   * Cron: six fields with the seconds first, or five with the minutes first; 0 and 7 are Sunday. With a `?`, Quartz: six
   * fields with the seconds first and an optional year; 1 is Sunday.
   */
  @FollowsRule('isCronExpression', expressionViolation)
  @PlainText(200)
  @JSONSchema({
    title: 'i18n:settings:schedule.expression.title',
    description: 'i18n:settings:schedule.expression.help',
    format: 'cron',
  })
  @Cleaned(joinWords)
  expression = '0 0 2 * * *';

  /** IANA name of the time zone. */
  @FollowsRule('isTimeZone', timeZoneViolation)
  @PlainText(64)
  @JSONSchema({
    title: 'i18n:settings:schedule.timeZone.title',
    description: 'i18n:settings:schedule.timeZone.help',
    format: 'time-zone',
  })
  @Cleaned(trimBlanks)
  timeZone = 'Etc/UTC';
}

function expressionViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseSchedule(value);
  return parsed.ok ? undefined : parsed.violation;
}
