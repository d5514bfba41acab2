import { Type } from 'class-transformer';
import { IsArray, IsString, MaxLength, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { canaryViolations, MAX_CANARIES } from '../rules/canaries.js';
import { cleanDistinguishedName } from '../rules/distinguished-name.js';
import { cleanFilter, filterViolation } from '../rules/ldap-filter.js';
import { objectViolation } from '../rules/plain-text.js';
import { FollowsRule, withLimit } from '../rules/rule.js';
import { exclusionViolations, MAX_BASES, MAX_EXCLUSIONS, statementViolations } from '../rules/search-rules.js';
import { Cleaned } from '../rules/white-space.js';
import { ActiveRulesSettings } from './active-rules-settings.js';
import { SearchBase, SearchExclusion } from './search-statements.js';

/** Whom a job looks for in its data pool. */
export class SearchSettings {
  /** Each is searched on its own, in this order. Empty: the default naming context of the directory, else its only one. */
  @ValidateNested({ each: true })
  @Type(() => SearchBase)
  @FollowsRule('areBases', (value) => statementViolations(value, MAX_BASES))
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:search.bases.title',
    description: 'i18n:settings:search.bases.help',
    format: 'containers',
    maxItems: MAX_BASES,
  })
  bases: SearchBase[] = [];

  /** The nearest statement decides. */
  @ValidateNested({ each: true })
  @Type(() => SearchExclusion)
  @FollowsRule('areExclusions', exclusionViolations)
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:search.exclusions.title',
    description: 'i18n:settings:search.exclusions.help',
    format: 'containers',
    maxItems: MAX_EXCLUSIONS,
  })
  exclusions: SearchExclusion[] = [];

  /** RFC 4515. Empty: the person filter of the product. */
  @FollowsRule('isFilter', filterViolation)
  @MaxLength(4_000, withLimit(4_000))
  @IsString()
  @JSONSchema({ title: 'i18n:settings:search.filter.title', description: 'i18n:settings:search.filter.help' })
  @Cleaned(cleanFilter)
  filter = '';

  /** People whom every complete read must contain: DNs or stable ids. */
  @FollowsRule('areCanaries', canaryViolations)
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:search.canaries.title',
    description: 'i18n:settings:search.canaries.help',
    items: { type: 'string' },
    maxItems: MAX_CANARIES,
  })
  @Cleaned(cleanDistinguishedName)
  canaries: string[] = [];

  @ValidateNested()
  @Type(() => ActiveRulesSettings)
  @FollowsRule('isObject', objectViolation)
  activeRules = new ActiveRulesSettings();
}
