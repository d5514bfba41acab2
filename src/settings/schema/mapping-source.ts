import { IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { JSONSchema } from 'class-validator-jsonschema';

import {
  MISSING_CHOICES,
  type MissingChoice,
  type RowSource,
  SOURCE_KINDS,
  SOURCE_PARTS,
  type SourceKind,
} from '../../mapping/sources/row-source.js';
import { isAttributeType } from '../../mapping/attribute-description.js';
import { alternativesViolations, positionViolation } from '../rules/mapping-row-rules.js';
import { MayBeAbsent } from '../rules/optional.js';
import { PlainText } from '../rules/plain-text.js';
import { FollowsRule, withLimit, withValues } from '../rules/rule.js';
import { Cleaned, trimBlanks } from '../rules/white-space.js';
import { choicesOf, textsOf } from './row-texts.js';

const MAX_POSITION = 50;

/** Where the values of a row come from. */
export class MappingSource implements RowSource {
  @IsIn(SOURCE_KINDS, withValues(SOURCE_KINDS))
  @JSONSchema({ ...textsOf('source.kind'), oneOf: choicesOf('source.kind', SOURCE_KINDS), 'x-parts': SOURCE_PARTS })
  kind: SourceKind = 'attribute';

  @FollowsRule('areAttributeDescriptions', alternativesViolations)
  @IsArray()
  @MayBeAbsent()
  @JSONSchema({ ...textsOf('source.alternatives'), items: { type: 'string' } })
  @Cleaned(trimBlanks)
  alternatives?: string[];

  @PlainText(1_000)
  @MayBeAbsent()
  @JSONSchema(textsOf('source.text'))
  text?: string;

  @FollowsRule('isAttributeType', (value) =>
    typeof value === 'string' && !isAttributeType(value)
      ? { code: 'attributeSyntax', params: { value: value.slice(0, 64) } }
      : undefined,
  )
  @PlainText(255)
  @MayBeAbsent()
  @JSONSchema(textsOf('source.rdn'))
  @Cleaned(trimBlanks)
  rdn?: string;

  @FollowsRule('isPosition', positionViolation)
  @Max(MAX_POSITION, withLimit(MAX_POSITION))
  @Min(-MAX_POSITION, withLimit(-MAX_POSITION))
  @IsInt()
  @MayBeAbsent()
  @JSONSchema(textsOf('source.position'))
  position?: number;

  @IsIn(MISSING_CHOICES, withValues(MISSING_CHOICES))
  @MayBeAbsent()
  @JSONSchema({ ...textsOf('source.whenMissing'), oneOf: choicesOf('source.whenMissing', MISSING_CHOICES) })
  whenMissing?: MissingChoice;
}
