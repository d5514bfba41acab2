import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, MaxLength, Min } from 'class-validator';

import { IsPlainText } from '../dto/is-plain-text.js';

const MAX_LENGTH = 200;
const MAX_FINDING = 9_999;

/** Selects rows of a run by the people whom they are about. */
export class PeopleFilterDto {
  @ApiPropertyOptional({
    description:
      'Part of a DN; of changes and problems also of a name of the user, and of problems of the value to blame',
    maxLength: MAX_LENGTH,
  })
  @IsOptional()
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  search?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: MAX_FINDING,
    description: 'The people whom a finding is about: its position in /guards, from 0',
  })
  @IsOptional()
  @Max(MAX_FINDING, { context: { limit: MAX_FINDING } })
  @Min(0, { context: { limit: 0 } })
  @IsInt()
  @Transform(({ value }) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : value))
  guard?: number;
}
