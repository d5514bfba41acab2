import { IsBoolean } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { parseCron } from '../rules/cron-expression.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, withCode, type RuleViolation } from '../rules/rule.js';
import { timeZoneViolation } from '../rules/time-zone.js';
import { Cleaned, joinWords, trimBlanks } from '../rules/white-space.js';

/** When the job runs automatically. */
export class ScheduleSettings {
  @IsBoolean(withCode('isBoolean'))
  @JSONSchema({ title: 'i18n:settings:schedule.enabled.title', description: 'i18n:settings:schedule.enabled.help' })
  enabled = false;

  /** Cron: six fields with the seconds first, or five with the minutes first. */
  @FollowsRule('isCronExpression', cronViolation)
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

function cronViolation(value: unknown): RuleViolation | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseCron(value);
  return parsed.ok ? undefined : parsed.violation;
}
