import { IsBoolean } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { parseCron } from './cron-expression.js';
import { PlainText } from './plain-text.js';
import { Refuses, says, type Refusal } from './refusal.js';
import { refuseTimeZone } from './time-zone.js';

/** When the job runs by itself. */
export class ScheduleSettings {
  @IsBoolean(says('isBoolean'))
  @JSONSchema({ title: 'i18n:settings:schedule.enabled.title', description: 'i18n:settings:schedule.enabled.help' })
  enabled = false;

  /** Cron: six fields with the seconds first, or five with the minutes first. */
  @Refuses('isCronExpression', refuseCron)
  @PlainText(200)
  @JSONSchema({
    title: 'i18n:settings:schedule.expression.title',
    description: 'i18n:settings:schedule.expression.help',
    format: 'cron',
  })
  expression = '0 0 2 * * *';

  /** IANA name. */
  @Refuses('isTimeZone', refuseTimeZone)
  @PlainText(64)
  @JSONSchema({
    title: 'i18n:settings:schedule.timeZone.title',
    description: 'i18n:settings:schedule.timeZone.help',
    format: 'time-zone',
  })
  timeZone = 'Etc/UTC';
}

function refuseCron(value: unknown): Refusal | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseCron(value);
  return parsed.ok ? undefined : parsed.refusal;
}
