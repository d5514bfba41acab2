import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';

import type { PeopleNotSeenFilter, PersonNotSeen } from '../../index.js';
import { IsPlainText } from '../dto/is-plain-text.js';
import { PageQueryDto } from '../dto/page-query.dto.js';

const MAX_LENGTH = 200;
const MAX_FINDING = 9_999;

export class PeopleNotSeenFilterDto implements PeopleNotSeenFilter {
  @ApiPropertyOptional({ description: 'Part of a DN', maxLength: MAX_LENGTH })
  @IsOptional()
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  search?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_FINDING,
    description: 'The people whom a finding about missing people is about: its position in /guards, from 0',
  })
  @IsOptional()
  @Max(MAX_FINDING, { context: { limit: MAX_FINDING } })
  @Min(0, { context: { limit: 0 } })
  @IsInt()
  @Transform(({ value }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value))
  guard?: number;
}

export class PeopleNotSeenQueryDto extends IntersectionType(PageQueryDto, PeopleNotSeenFilterDto) {}

export class PersonNotSeenDto implements PersonNotSeen {
  @ApiProperty()
  stableId!: string;
  @ApiProperty({ description: 'As last read' })
  dn!: string;
  @ApiProperty()
  userId!: string;
}
