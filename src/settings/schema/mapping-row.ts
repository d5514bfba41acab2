import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsString, ValidateIf, ValidateNested } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import { USER_FIELDS } from '../../contract/user-binding.js';
import { ABSENT_CHOICES, type AbsentChoice, type MappingRule, type MappingTarget } from '../../mapping/mapping-rule.js';
import {
  absentViolation,
  attributeViolation,
  conversionsViolations,
  MAX_CONVERSIONS,
  multipleViolations,
  sourceViolations,
} from '../rules/mapping-row-rules.js';
import { cleanTarget, targetViolation } from '../rules/mapping-rules.js';
import { MayBeAbsent } from '../rules/optional.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, withValues } from '../rules/rule.js';
import { Cleaned, trimBlanks } from '../rules/white-space.js';
import { MappingConversion } from './mapping-conversion.js';
import { MappingMultiple } from './mapping-multiple.js';
import { MappingSource } from './mapping-source.js';
import { choicesOf, textsOf } from './row-texts.js';

/** One row of the mapping: where a value comes from, and the user field that it fills. What is absent is not stored. */
export class MappingRow implements MappingRule {
  /** Empty if the source reads no attribute. */
  @FollowsRule('isAttributeDescription', attributeViolation)
  @PlainText(255)
  @JSONSchema(textsOf('attribute'))
  @Cleaned(trimBlanks)
  attribute = '';

  /** A user field, or `attributes.<name>` for a value in the JSON attributes. */
  @FollowsRule('isMappingTarget', targetViolation)
  @IsString()
  @JSONSchema({ ...textsOf('field'), examples: [...USER_FIELDS] })
  @Cleaned(cleanTarget)
  field: MappingTarget = 'userName';

  @IsBoolean()
  @JSONSchema(textsOf('required'))
  required = false;

  @ValidateNested()
  @Type(() => MappingSource)
  @FollowsRule('isSource', sourceViolations)
  @MayBeAbsent()
  source?: MappingSource;

  /** In this order. */
  @ValidateNested({ each: true })
  @Type(() => MappingConversion)
  @FollowsRule('areConversions', conversionsViolations)
  @IsArray()
  @MayBeAbsent()
  @JSONSchema({ ...textsOf('conversions'), maxItems: MAX_CONVERSIONS })
  conversions?: MappingConversion[];

  @ValidateNested()
  @Type(() => MappingMultiple)
  @FollowsRule('isMultiple', multipleViolations)
  @MayBeAbsent()
  multiple?: MappingMultiple;

  @IsIn(ABSENT_CHOICES, withValues(ABSENT_CHOICES))
  @MayBeAbsent()
  @JSONSchema({ ...textsOf('whenAbsent'), oneOf: choicesOf('whenAbsent', ABSENT_CHOICES) })
  whenAbsent?: AbsentChoice;

  @PlainText(1_000)
  // Below the others, so that it comes first: a value that is missing is not called no text.
  @FollowsRule('isDefaultValue', absentViolation)
  @ValidateIf((row: MappingRow, value) => value !== undefined || row.whenAbsent === 'default')
  @JSONSchema(textsOf('defaultValue'))
  defaultValue?: string;

  static of(attribute: string, field: MappingTarget, required = false): MappingRow {
    return Object.assign(new MappingRow(), { attribute, field, required });
  }
}
