import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

import type { FieldError } from '../../index.js';
import { RunDto } from '../dto/run.dto.js';

export class FieldErrorDto implements FieldError {
  @ApiProperty({ example: 'dataPool.urls.0', description: 'Path of the value, with list indexes as numbers' })
  field!: string;

  @ApiProperty({ example: 'ldapUrlScheme', description: 'Stable identifier of the error; docs/codes.md lists them' })
  code!: string;

  @ApiProperty({ description: 'In the language of Accept-Language' })
  message!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  params?: Record<string, string | number>;
}

/** The body of all error responses. */
export class ErrorDto {
  @ApiProperty({ example: 'NOT_ALLOWED', description: 'Stable identifier of the error' })
  code!: string;

  @ApiProperty({ description: 'In the language of Accept-Language' })
  message!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Parameters of the message' })
  params!: Record<string, string | number>;

  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'Errors of individual values' })
  errors?: FieldErrorDto[];

  @ApiPropertyOptional({ type: RunDto, description: 'With RUN_IN_PROGRESS: the run that is in progress' })
  run?: RunDto;
}
