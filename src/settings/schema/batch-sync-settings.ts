import { Type } from 'class-transformer';
import { IsArray, IsBoolean, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import {
  DEFAULT_MATCHING,
  DEFAULT_RELEASED_NAME,
  MATCHING_FIELDS,
  type MatchingField,
} from '../../contract/matching.js';
import { ApprovalSettings } from './approval-settings.js';
import { DataPoolSettings } from './data-pool-settings.js';
import { LimitsSettings } from './limits-settings.js';
import { defaultMapping } from './default-mapping.js';
import { matchingViolations } from '../rules/matching-rules.js';
import { MAX_ROWS, rowViolations } from '../rules/mapping-rules.js';
import { MappingRow } from './mapping-row.js';
import { objectViolation, PlainText } from '../rules/plain-text.js';
import { releasedNameViolation } from '../rules/released-name.js';
import { FollowsRule, type RuleViolation } from '../rules/rule.js';
import { ScheduleSettings } from './schedule-settings.js';
import { SearchSettings } from './search-settings.js';

/** All settings of a job. Each is declared once: type, default, validation and form. */
export class BatchSyncSettings {
  @ValidateNested()
  @Type(() => ScheduleSettings)
  @FollowsRule('isSchedule', scheduleViolation)
  schedule = new ScheduleSettings();

  @ValidateNested()
  @Type(() => DataPoolSettings)
  @FollowsRule('isDataPool', dataPoolViolation)
  dataPool = new DataPoolSettings();

  @ValidateNested()
  @Type(() => SearchSettings)
  @FollowsRule('isObject', objectViolation)
  search = new SearchSettings();

  @ValidateNested({ each: true })
  @Type(() => MappingRow)
  @FollowsRule('isMapping', rowViolations)
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:mapping.title',
    description: 'i18n:settings:mapping.help',
    format: 'mapping',
    maxItems: MAX_ROWS,
  })
  mapping: MappingRow[] = defaultMapping();

  /** By which fields an entry without a link finds its user, in this order. Empty: users are found by their links only. */
  @FollowsRule('isMatching', matchingViolations)
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:matching.title',
    description: 'i18n:settings:matching.help',
    format: 'matching',
    items: { type: 'string', enum: [...MATCHING_FIELDS] },
    uniqueItems: true,
    maxItems: MATCHING_FIELDS.length,
  })
  matching: MatchingField[] = [...DEFAULT_MATCHING];

  /** Whether the rules find users, too, who are linked in other data pools only: these then have a link in each. */
  @IsBoolean()
  @JSONSchema({ title: 'i18n:settings:matchingOtherPools.title', description: 'i18n:settings:matchingOtherPools.help' })
  matchingOtherPools = false;

  /** The name of a user who gives one up by a decision: `{value}` is the former one before an `@`. A number follows if it is not free. */
  @PlainText(50)
  @FollowsRule('isReleasedName', releasedNameViolation)
  @JSONSchema({ title: 'i18n:settings:releasedName.title', description: 'i18n:settings:releasedName.help' })
  releasedName = DEFAULT_RELEASED_NAME;

  @ValidateNested()
  @Type(() => LimitsSettings)
  @FollowsRule('isObject', objectViolation)
  limits = new LimitsSettings();

  @ValidateNested()
  @Type(() => ApprovalSettings)
  @FollowsRule('isObject', objectViolation)
  approval = new ApprovalSettings();
}

/** Whether a directory is configured. */
export function hasDirectory({ dataPool }: BatchSyncSettings): boolean {
  return dataPool.urls.length > 0;
}

/** A schedule without a directory cannot be enabled, because every run would fail. */
function scheduleViolation(value: unknown, owner: object): RuleViolation | undefined {
  const violation = objectViolation(value);
  if (violation) return violation;

  const isEnabled = value instanceof ScheduleSettings && (value.enabled as unknown) === true;
  return isEnabled && hasNoServer(owner as BatchSyncSettings)
    ? { code: 'scheduleWithoutDirectory', at: 'enabled' }
    : undefined;
}

/** A base is searched on a server. */
function dataPoolViolation(value: unknown, owner: object): RuleViolation | undefined {
  const violation = objectViolation(value);
  if (violation) return violation;

  const settings = owner as BatchSyncSettings;
  const { search } = settings;
  const hasBase = search instanceof SearchSettings && Array.isArray(search.bases) && search.bases.length > 0;
  // With a bind user, the list of servers has the error itself.
  const isBound = settings.dataPool.bindDn !== '';
  return hasBase && !isBound && hasNoServer(settings) ? { code: 'required', at: 'urls' } : undefined;
}

function hasNoServer({ dataPool }: BatchSyncSettings): boolean {
  return dataPool instanceof DataPoolSettings && Array.isArray(dataPool.urls) && dataPool.urls.length === 0;
}
