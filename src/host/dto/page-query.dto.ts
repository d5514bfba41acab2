import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiPropertyOptional,
  type ApiResponseSchemaHost,
  getSchemaPath,
} from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Selects a page of a list. */
export class PageQueryDto {
  @ApiPropertyOptional({
    description: 'nextCursor of the previous page. If absent, the first page is returned',
    maxLength: 2048,
  })
  @IsOptional()
  @MaxLength(2048, { context: { limit: 2048 } })
  @IsString()
  cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Max(200, { context: { limit: 200 } })
  @Min(1, { context: { limit: 1 } })
  @IsInt()
  // Number('0x10') and Number('') are numbers as well.
  @Transform(({ value }) => (/^-?\d{1,9}$/.test(String(value)) ? Number(value) : value))
  limit?: number;
}

type Schemas = NonNullable<ApiResponseSchemaHost['schema']['properties']>;

/** Documents a response with one page of rows and the cursor of the next page. @param more further properties. */
export function ApiPage(row: Type, more: Schemas = {}): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(row),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor', ...Object.keys(more)],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(row) } },
          nextCursor: { type: 'string', nullable: true, description: 'null on the last page' },
          ...more,
        },
      },
    }),
  );
}
