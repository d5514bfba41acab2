import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsObject, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';

import { isPlainText, IsPlainText } from '../../dto/is-plain-text.js';
import { CheckConnectionDto } from '../settings.dto.js';

const MAX_ATTRIBUTES = 50;
const MAX_VALUES = 100;
const MAX_LENGTH = 10_000;

/** One of `dn` and `search`. */
export class PreviewPersonDto extends CheckConnectionDto {
  @ApiPropertyOptional({ maxLength: 1000 })
  @IsOptional()
  @MaxLength(1000, { context: { limit: 1000 } })
  @IsPlainText()
  @IsNotEmpty()
  @IsString()
  dn?: string;

  @ApiPropertyOptional({
    maxLength: 1000,
    description:
      'A DN, a stable ID, a user name, principal name, e-mail, display name or common name; else a part of a name',
  })
  @IsOptional()
  @MaxLength(1000, { context: { limit: 1000 } })
  @IsPlainText()
  @IsNotEmpty()
  @IsString()
  search?: string;
}

/** `dn`, `search`, or `values` with or without `dn`. */
export class TryRowDto extends PreviewPersonDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'A row, as in the mapping' })
  @IsObject()
  row!: Record<string, unknown>;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string', maxLength: MAX_LENGTH }, maxItems: MAX_VALUES },
    description:
      'Typed values by attribute, in place of an entry, whose DN may be given as `dn`. The directory is not asked. At most 50 attributes',
  })
  @IsOptional()
  @ValidateBy({ name: 'areTypedValues', validator: { validate: areTypedValues } })
  values?: Record<string, readonly string[]>;
}

function areTypedValues(given: unknown): boolean {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
  const lists = Object.values(given);
  return (
    lists.length <= MAX_ATTRIBUTES &&
    lists.every(
      (list) =>
        Array.isArray(list) &&
        list.length <= MAX_VALUES &&
        list.every((value) => isPlainText(value) && value.length <= MAX_LENGTH),
    )
  );
}
