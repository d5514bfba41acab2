import { Type } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { DataPoolSettings } from './data-pool-settings.js';
import { defaultMapping } from './default-mapping.js';
import { MAX_ROWS, refuseRows } from '../rules/mapping-rules.js';
import { MappingRow } from './mapping-row.js';
import { refuseNonObject } from '../rules/plain-text.js';
import { FollowsRule, withCode, type RuleViolation } from '../rules/rule.js';
import { ScheduleSettings } from './schedule-settings.js';

/** Key under which the settings of the job are stored. */
export const SETTING_KEY = 'batch-synchronization.LDAPAddonBatchSync';

/** All settings of the job, each one declared once: type, default, check, form and document. */
export class BatchSyncSettings {
  @ValidateNested()
  @Type(() => ScheduleSettings)
  @FollowsRule('isSchedule', refuseSchedule)
  schedule = new ScheduleSettings();

  @ValidateNested()
  @Type(() => DataPoolSettings)
  @FollowsRule('isObject', refuseNonObject)
  dataPool = new DataPoolSettings();

  @ValidateNested({ each: true })
  @Type(() => MappingRow)
  @FollowsRule('isMapping', refuseRows)
  @IsArray(withCode('isArray'))
  @JSONSchema({
    title: 'i18n:settings:mapping.title',
    description: 'i18n:settings:mapping.help',
    format: 'mapping',
    maxItems: MAX_ROWS,
  })
  mapping: MappingRow[] = defaultMapping();
}

/** Whether there is a directory to read at all. */
export function hasDirectory({ dataPool }: BatchSyncSettings): boolean {
  return dataPool.urls.length > 0 && dataPool.baseDn !== '';
}

/** A schedule without a directory could only fail, so it is not switched on. */
function refuseSchedule(value: unknown, owner: object): RuleViolation | undefined {
  const refused = refuseNonObject(value);
  if (refused) return refused;

  const { dataPool } = owner as BatchSyncSettings;
  const isEnabled = value instanceof ScheduleSettings && (value.enabled as unknown) === true;
  const isEmpty = dataPool instanceof DataPoolSettings && Array.isArray(dataPool.urls) && dataPool.urls.length === 0;
  return isEnabled && isEmpty ? { code: 'scheduleWithoutDirectory', at: 'enabled' } : undefined;
}
