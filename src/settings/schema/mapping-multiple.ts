import { IsIn, IsString, MaxLength } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import {
  MULTIPLE_CHOICES,
  MULTIPLE_PARTS,
  type MultipleChoice,
  type MultipleValues,
} from '../../mapping/multiple/multiple-values.js';
import { patternViolation } from '../rules/mapping-row-rules.js';
import { MayBeAbsent } from '../rules/optional.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, withLimit, withValues } from '../rules/rule.js';
import { choicesOf, textsOf } from './row-texts.js';

export const MAX_PATTERN = 500;
export const MAX_SEPARATOR = 20;

/** Which of several values a row writes. */
export class MappingMultiple implements MultipleValues {
  @IsIn(MULTIPLE_CHOICES, withValues(MULTIPLE_CHOICES))
  @JSONSchema({
    ...textsOf('multiple.choose'),
    oneOf: choicesOf('multiple.choose', MULTIPLE_CHOICES),
    'x-parts': MULTIPLE_PARTS,
  })
  choose: MultipleChoice = 'first';

  @FollowsRule('isPattern', patternViolation)
  @PlainText(MAX_PATTERN)
  @MayBeAbsent()
  @JSONSchema(textsOf('multiple.pattern'))
  pattern?: string;

  @MaxLength(MAX_SEPARATOR, withLimit(MAX_SEPARATOR))
  @IsString()
  @MayBeAbsent()
  @JSONSchema(textsOf('multiple.separator'))
  separator?: string;
}
