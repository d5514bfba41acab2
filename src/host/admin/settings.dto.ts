import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsObject, IsOptional, IsString, MaxLength, Min } from 'class-validator';

import type { CheckReport, CheckStep, JobSettings } from '../../index.js';
import { FieldErrorDto } from '../errors/error.dto.js';

const anything = { type: 'object', additionalProperties: true } as const;

export class SaveSettingsDto {
  @ApiProperty({
    ...anything,
    description: 'All settings or a part: objects are merged, lists are replaced. A secret left out stays',
  })
  @IsObject()
  settings!: Record<string, unknown>;

  @ApiPropertyOptional({
    minimum: 0,
    description: 'The version that was read: 409 when somebody saved since. Absent: saves over it',
  })
  @IsOptional()
  @Min(0, { context: { limit: 0 } })
  @IsInt()
  version?: number;
}

export class CheckDto {
  @ApiPropertyOptional({ ...anything, description: 'What is typed, as in a save; absent: what is stored' })
  @IsOptional()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class PreviewDto {
  @ApiProperty({ example: '0 0 2 * * *', maxLength: 200 })
  @MaxLength(200, { context: { limit: 200 } })
  @IsString()
  expression!: string;

  @ApiProperty({ example: 'Europe/Stockholm', maxLength: 100 })
  @MaxLength(100, { context: { limit: 100 } })
  @IsNotEmpty()
  @IsString()
  timeZone!: string;
}

export class SettingsDto implements JobSettings {
  @ApiProperty({ description: 'Name of the job' })
  job!: string;
  @ApiProperty({ description: 'Symbolic name of its process' })
  symbolicName!: string;
  @ApiProperty({ description: 'To be sent back with a save; 0 before the first' })
  version!: number;
  @ApiProperty({
    ...anything,
    description: 'Secrets are left out: dataPool.bindPasswordSet says whether one is stored',
  })
  settings!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  changedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true })
  changedBy!: string | null;
  @ApiProperty({ type: [FieldErrorDto], description: 'What is wrong with what is stored' })
  errors!: readonly FieldErrorDto[];
}

export class PreviewAnswerDto {
  @ApiProperty()
  ok!: boolean;
  @ApiPropertyOptional({ description: "The expression as a sentence in the reader's language" })
  sentence?: string;
  @ApiPropertyOptional({ type: [String], format: 'date-time', description: 'The next five executions' })
  next?: readonly Date[];
  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'Why not' })
  errors?: readonly FieldErrorDto[];
}

class CheckStepDto implements CheckStep {
  @ApiProperty({ enum: ['resolve', 'connect', 'tls', 'bind', 'base', 'search', 'rights', 'map'] })
  step!: CheckStep['step'];
  @ApiProperty({ enum: ['passed', 'failed', 'skipped', 'warning'] })
  outcome!: CheckStep['outcome'];
  @ApiProperty()
  code!: string;
  @ApiProperty(anything)
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty()
  milliseconds!: number;
  @ApiProperty({ description: "What was found, in the reader's language" })
  found!: string;
  @ApiProperty({ description: "What to do about it, in the reader's language; empty when there is nothing to do" })
  remedy!: string;
}

export class CheckReportDto implements CheckReport {
  @ApiProperty()
  ok!: boolean;
  @ApiProperty({ type: [CheckStepDto] })
  steps!: readonly CheckStepDto[];
  @ApiProperty({ type: 'array', items: anything, description: 'A few mapped entries, to look at' })
  sample!: readonly Readonly<Record<string, unknown>>[];
}
