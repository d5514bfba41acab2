import { IsBoolean, IsString } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { USER_FIELDS } from '../../contract/user-binding.js';
import type { MappingRule, MappingTarget } from '../../mapping/mapping-rule.js';
import { attributeDescriptionViolation } from '../rules/attribute-description.js';
import { cleanTarget, targetViolation } from '../rules/mapping-rules.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule } from '../rules/rule.js';
import { Cleaned, trimBlanks } from '../rules/white-space.js';

/** One row of the mapping: an LDAP attribute and the user field that it fills. */
export class MappingRow implements MappingRule {
  @FollowsRule('isAttributeDescription', attributeDescriptionViolation)
  @PlainText(255)
  @JSONSchema({ title: 'i18n:settings:mapping.attribute.title', description: 'i18n:settings:mapping.attribute.help' })
  @Cleaned(trimBlanks)
  attribute = '';

  /** A user field, or `attributes.<name>` for a value in the JSON attributes. */
  @FollowsRule('isMappingTarget', targetViolation)
  @IsString()
  @JSONSchema({
    title: 'i18n:settings:mapping.field.title',
    description: 'i18n:settings:mapping.field.help',
    examples: [...USER_FIELDS],
  })
  @Cleaned(cleanTarget)
  field: MappingTarget = 'userName';

  @IsBoolean()
  @JSONSchema({ title: 'i18n:settings:mapping.required.title', description: 'i18n:settings:mapping.required.help' })
  required = false;

  static of(attribute: string, field: MappingTarget, required = false): MappingRow {
    return Object.assign(new MappingRow(), { attribute, field, required });
  }
}
