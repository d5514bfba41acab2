import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type as Cast } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Which rows of a long list. */
export class RowsDto {
  @ApiPropertyOptional({ description: 'nextCursor of the page before; absent: the first page', maxLength: 2048 })
  @IsOptional()
  @MaxLength(2048, { context: { limit: 2048 } })
  @IsString()
  cursor?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Max(200, { context: { limit: 200 } })
  @Min(1, { context: { limit: 1 } })
  @IsInt()
  @Cast(() => Number)
  limit?: number;
}

/** Declares an answer of rows and where the next begin. */
export function ApiPage(row: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(row),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(row) } },
          nextCursor: { type: 'string', nullable: true, description: 'null on the last page' },
        },
      },
    }),
  );
}
