import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { IsInt, IsNotEmpty, IsObject, IsOptional, IsString, MaxLength, Min, ValidateIf } from 'class-validator';

import {
  CHECK_OUTCOMES,
  type CheckedAttribute,
  type CheckReport,
  type CheckStep,
  type JobSettings,
} from '../../index.js';
import { FieldErrorDto } from '../errors/error.dto.js';
import { SETTINGS_SCHEMA, SHOWN_SETTINGS_SCHEMA } from '../open-api/document-settings.js';
import { ANY_OBJECT } from '../dto/property-types.js';

const STEPS = ['resolve', 'connect', 'tls', 'bind', 'base', 'search', 'rights', 'map'] as const;

export class SaveSettingsDto {
  @ApiProperty({
    ...SETTINGS_SCHEMA,
    description: 'All settings or part of them. Objects are merged, lists are replaced. Omitted secrets are kept',
  })
  @IsObject()
  settings!: Record<string, unknown>;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description:
      'The version that was read. If the settings were saved since, the response is 409. If absent, they are overwritten',
  })
  @IsOptional()
  @Min(0, { context: { limit: 0 } })
  @IsInt()
  version?: number;
}

export class CompareSettingsDto extends PickType(SaveSettingsDto, ['settings']) {}

export class CheckConnectionDto {
  @ApiPropertyOptional({
    ...SETTINGS_SCHEMA,
    description: 'Unsaved settings to check, as in a save. If absent, the stored settings are checked',
  })
  @ValidateIf((_, settings) => settings !== undefined)
  @IsObject()
  settings?: Record<string, unknown>;
}

export class PreviewScheduleDto {
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
  @ApiProperty({ type: 'integer', description: 'Pass it when saving. 0 before the first save' })
  version!: number;
  @ApiProperty({
    ...SHOWN_SETTINGS_SCHEMA,
    description: 'Settings without secrets. Stored ones that were edited by hand may have any form: see errors',
  })
  settings!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  changedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true })
  changedBy!: string | null;
  @ApiProperty({ type: [FieldErrorDto], description: 'Errors in the stored settings' })
  errors!: readonly FieldErrorDto[];
}

export class SavedSettingsDto extends SettingsDto {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'The next scheduled run; null if the schedule is off',
  })
  nextExecution!: Date | null;
  @ApiProperty({ type: [FieldErrorDto], description: 'What to know about the saved settings, which are in force' })
  warnings!: readonly FieldErrorDto[];
}

export class SchedulePreviewDto {
  @ApiProperty()
  ok!: boolean;
  @ApiPropertyOptional({ description: 'The schedule in words, in the language of Accept-Language' })
  sentence?: string;
  @ApiPropertyOptional({ type: [String], format: 'date-time', description: 'The next five executions' })
  next?: readonly Date[];
  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'What to know about a schedule that can be saved' })
  warnings?: readonly FieldErrorDto[];
  @ApiPropertyOptional({ type: [FieldErrorDto], description: 'Errors in the schedule' })
  errors?: readonly FieldErrorDto[];
}

class CheckFindingDto {
  @ApiProperty()
  code!: string;
  @ApiProperty(ANY_OBJECT)
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ description: 'What was found, in the language of Accept-Language' })
  found!: string;
  @ApiProperty({ description: 'How to solve the problem, in the language of Accept-Language; empty if there is none' })
  remedy!: string;
}

class CheckStepDto extends CheckFindingDto implements CheckStep {
  @ApiProperty({ enum: STEPS })
  step!: CheckStep['step'];
  @ApiProperty({ enum: ['passed', 'failed', 'skipped', 'warning'] })
  outcome!: CheckStep['outcome'];
  @ApiProperty()
  milliseconds!: number;
  @ApiProperty({
    type: [CheckFindingDto],
    description:
      'What the step found besides, with the same outcome. rights: one for each row of the mapping, at most 10',
  })
  further!: readonly CheckFindingDto[];
  @ApiProperty({ type: String, nullable: true, description: 'Path of the setting that remedies it, or null' })
  field!: string | null;
}

class CheckedAttributeDto implements CheckedAttribute {
  @ApiProperty()
  attribute!: string;
  @ApiProperty({ description: 'Entries examined that have the attribute' })
  entries!: number;
  @ApiProperty({ description: 'Entries examined: those of one page' })
  total!: number;
}

export class CheckReportDto implements CheckReport {
  @ApiProperty({
    enum: CHECK_OUTCOMES,
    description: 'ready; connected: a run would synchronize nobody; not-connected: the directory cannot be used',
  })
  outcome!: CheckReport['outcome'];
  @ApiProperty({ description: 'Whether the outcome is ready' })
  ok!: boolean;
  @ApiProperty({ enum: STEPS, nullable: true, description: 'Step that explains the outcome, or null if it is ready' })
  reason!: CheckReport['reason'];
  @ApiProperty({ type: [CheckStepDto] })
  steps!: readonly CheckStepDto[];
  @ApiProperty({ type: 'array', items: ANY_OBJECT, description: 'A sample of mapped entries' })
  sample!: readonly Readonly<Record<string, unknown>>[];
  @ApiPropertyOptional({ type: [CheckedAttributeDto], description: 'Attributes of the mapping, fewest entries first' })
  shares?: readonly CheckedAttributeDto[];
}
