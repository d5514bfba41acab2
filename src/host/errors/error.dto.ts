import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

import type { FieldError } from '../../index.js';

export class FieldErrorDto implements FieldError {
  @ApiProperty({ example: 'dataPool.urls.0', description: 'Dotted path of the value, list positions as numbers' })
  field!: string;

  @ApiProperty({ example: 'isLdapUrl' })
  code!: string;

  @ApiProperty({ description: "In the reader's language" })
  message!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  params?: Record<string, string | number>;
}

/** The one form in which the host refuses. */
export class ErrorDto {
  @ApiProperty({ example: 'NOT_ALLOWED', description: 'Stable: for programs' })
  code!: string;

  @ApiProperty({ description: "In the reader's language (Accept-Language): for people" })
  message!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What the message names' })
  params!: Record<string, string | number>;

  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'What is wrong, value by value' })
  errors?: FieldErrorDto[];
}
