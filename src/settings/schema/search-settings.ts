import { Type } from 'class-transformer';
import { IsArray, IsString, MaxLength, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { canaryViolations, MAX_CANARIES } from '../rules/canaries.js';
import { cleanDistinguishedName, distinguishedNameViolation } from '../rules/distinguished-name.js';
import { cleanFilter, filterViolation } from '../rules/ldap-filter.js';
import { PlainText, objectViolation } from '../rules/plain-text.js';
import { FollowsRule, withLimit } from '../rules/rule.js';
import { Cleaned, trimBlanks } from '../rules/white-space.js';
import { ActiveRulesSettings } from './active-rules-settings.js';

/** Whom a job looks for in its data pool. */
export class SearchSettings {
  /** Empty: the default naming context of the directory, else its only one. */
  @FollowsRule('isDn', distinguishedNameViolation)
  @PlainText(1_000)
  @JSONSchema({ title: 'i18n:settings:search.baseDn.title', description: 'i18n:settings:search.baseDn.help' })
  @Cleaned(cleanDistinguishedName)
  baseDn = '';

  /** RFC 4515. */
  @FollowsRule('isFilter', filterViolation)
  @MaxLength(4_000, withLimit(4_000))
  @IsString()
  @JSONSchema({ title: 'i18n:settings:search.filter.title', description: 'i18n:settings:search.filter.help' })
  @Cleaned(cleanFilter)
  filter = '(objectClass=inetOrgPerson)';

  /** People whom every complete read must contain: DNs or stable ids. */
  @FollowsRule('areCanaries', canaryViolations)
  @IsArray()
  @JSONSchema({
    title: 'i18n:settings:search.canaries.title',
    description: 'i18n:settings:search.canaries.help',
    items: { type: 'string' },
    maxItems: MAX_CANARIES,
  })
  @Cleaned(trimBlanks)
  canaries: string[] = [];

  @ValidateNested()
  @Type(() => ActiveRulesSettings)
  @FollowsRule('isObject', objectViolation)
  activeRules = new ActiveRulesSettings();
}
