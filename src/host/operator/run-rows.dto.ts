import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, MaxLength } from 'class-validator';

import {
  CHANGE_KINDS,
  CHANGE_PATTERNS,
  type ChangeFilter,
  type ChangeKind,
  type ChangePattern,
  PROBLEM_CODES,
  type ProblemCode,
  type ProblemFilter,
  type RunSummary,
} from '../../index.js';
import { IsPlainText } from '../dto/is-plain-text.js';
import { PageQueryDto } from '../dto/page-query.dto.js';
import { PeopleFilterDto } from './people-filter.dto.js';

const KINDS = CHANGE_KINDS.map(({ kind }) => kind);
const MAX_LENGTH = 200;

export class ChangeFilterDto extends PeopleFilterDto implements ChangeFilter {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS, { context: { values: KINDS.join(', ') } })
  kind?: ChangeKind;

  @ApiPropertyOptional({ description: 'A field whose value changes', example: 'email', maxLength: MAX_LENGTH })
  @IsOptional()
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  field?: string;

  @ApiPropertyOptional({ enum: CHANGE_PATTERNS, description: 'How the value of `field` changes' })
  @IsOptional()
  @IsIn(CHANGE_PATTERNS, { context: { values: CHANGE_PATTERNS.join(', ') } })
  pattern?: ChangePattern;
}

export class ChangesQueryDto extends IntersectionType(PageQueryDto, ChangeFilterDto) {}

export class ProblemFilterDto extends PeopleFilterDto implements ProblemFilter {
  @ApiPropertyOptional({ enum: PROBLEM_CODES })
  @IsOptional()
  @IsIn(PROBLEM_CODES, { context: { values: PROBLEM_CODES.join(', ') } })
  code?: ProblemCode;

  @ApiPropertyOptional({ description: 'The field that the problem is about', maxLength: MAX_LENGTH })
  @IsOptional()
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  field?: string;
}

export class ProblemsQueryDto extends IntersectionType(PageQueryDto, ProblemFilterDto) {}

class ChangesOfKindDto {
  @ApiProperty({ enum: KINDS })
  kind!: ChangeKind;
  @ApiProperty({ type: 'integer' })
  changes!: number;
}

class ChangesOfFieldDto {
  @ApiProperty({ example: 'email' })
  field!: string;
  @ApiProperty({ type: 'integer' })
  changes!: number;
  @ApiProperty({ type: 'integer', description: 'Existing users who had a value and get another one' })
  replaced!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Applied changes that a revert of this field alone would turn back, if nothing else changed it since',
  })
  revertible!: number;
}

class ChangesOfPatternDto {
  @ApiProperty({ example: 'email' })
  field!: string;
  @ApiProperty({ enum: CHANGE_PATTERNS })
  pattern!: ChangePattern;
  @ApiProperty({ type: 'integer' })
  changes!: number;
}

class ProblemsOfCodeDto {
  @ApiProperty({ type: String, example: 'VALUE_INVALID' })
  code!: ProblemCode;
  @ApiProperty({ type: String, nullable: true, description: 'null if the problem is not about a field' })
  field!: string | null;
  @ApiProperty({ type: 'integer' })
  problems!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Those of them that are not listed: of a problem that most entries have, only a sample is kept',
  })
  omitted!: number;
  @ApiProperty({ description: 'In the language of Accept-Language', example: 'E-mail is not valid' })
  title!: string;
}

export class RunSummaryDto implements RunSummary {
  @ApiProperty({ type: [ChangesOfKindDto] })
  kinds!: readonly ChangesOfKindDto[];
  @ApiProperty({ type: [ChangesOfFieldDto], description: 'In the order of the user’s fields' })
  fields!: readonly ChangesOfFieldDto[];
  @ApiProperty({ type: [ChangesOfPatternDto], description: 'Of existing users, the worst consequence first' })
  patterns!: readonly ChangesOfPatternDto[];
  @ApiProperty({ type: [ProblemsOfCodeDto], description: 'The most frequent first' })
  problems!: readonly ProblemsOfCodeDto[];
}
