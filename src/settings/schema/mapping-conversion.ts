import { IsIn, IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import {
  CONVERSION_KINDS,
  CONVERSION_PARTS,
  type ConversionKind,
  DATE_FORMATS,
  type DateFormat,
  type RowConversion,
  TIME_FORMATS,
  type TimeFormat,
} from '../../mapping/conversions/row-conversion.js';
import { patternViolation, positionViolation } from '../rules/mapping-row-rules.js';
import { MayBeAbsent } from '../rules/optional.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, withLimit, withValues } from '../rules/rule.js';
import { MAX_PATTERN, MAX_SEPARATOR } from './mapping-multiple.js';
import { choicesOf, textsOf } from './row-texts.js';

const MAX_PART = 1_000;
const MAX_CHARACTERS = 10_000;
const HIGHEST_BIT = 63;

/** One step in which the values of a row are converted. */
export class MappingConversion implements RowConversion {
  @IsIn(CONVERSION_KINDS, withValues(CONVERSION_KINDS))
  @JSONSchema({
    ...textsOf('conversions.kind'),
    oneOf: choicesOf('conversions.kind', CONVERSION_KINDS),
    'x-parts': CONVERSION_PARTS,
  })
  kind: ConversionKind = 'trim';

  @FollowsRule('isPattern', patternViolation)
  @PlainText(MAX_PATTERN)
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.pattern'))
  pattern?: string;

  @PlainText(MAX_PATTERN)
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.replacement'))
  replacement?: string;

  @MaxLength(MAX_SEPARATOR, withLimit(MAX_SEPARATOR))
  @IsString()
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.separator'))
  separator?: string;

  @FollowsRule('isPosition', positionViolation)
  @Max(MAX_PART, withLimit(MAX_PART))
  @Min(-MAX_PART, withLimit(-MAX_PART))
  @IsInt()
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.part'))
  part?: number;

  @Max(MAX_CHARACTERS, withLimit(MAX_CHARACTERS))
  @Min(1, withLimit(1))
  @IsInt()
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.length'))
  length?: number;

  @IsIn(TIME_FORMATS, withValues(TIME_FORMATS))
  @MayBeAbsent()
  @JSONSchema({ ...textsOf('conversions.from'), oneOf: choicesOf('conversions.from', TIME_FORMATS) })
  from?: TimeFormat;

  @IsIn(DATE_FORMATS, withValues(DATE_FORMATS))
  @MayBeAbsent()
  @JSONSchema({ ...textsOf('conversions.to'), oneOf: choicesOf('conversions.to', DATE_FORMATS) })
  to?: DateFormat;

  @PlainText(255)
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.trueText'))
  trueText?: string;

  @PlainText(255)
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.falseText'))
  falseText?: string;

  @Max(HIGHEST_BIT, withLimit(HIGHEST_BIT))
  @Min(0, withLimit(0))
  @IsInt()
  @MayBeAbsent()
  @JSONSchema(textsOf('conversions.bit'))
  bit?: number;
}
