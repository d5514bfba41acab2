import { ApiProperty, ApiPropertyOptional, IntersectionType, OmitType, PickType } from '@nestjs/swagger';
import { IsInt, IsObject, IsOptional, IsString, MaxLength, Min, ValidateIf } from 'class-validator';

import type { DataPool, DataPoolVersion, DataPoolWithSettings } from '../../../index.js';
import { FieldErrorDto } from '../../errors/error.dto.js';
import {
  POOL_SETTINGS_SCHEMA,
  SEARCH_SETTINGS_SCHEMA,
  SETTINGS_SCHEMA,
  SHOWN_POOL_SETTINGS_SCHEMA,
} from '../../open-api/document-settings.js';
import { SettingChangeDto } from '../settings-version.dto.js';
import { DomainControllersRequestDto } from '../proposals/domain-controllers.dto.js';
import { TreeRequestDto } from '../proposals/tree.dto.js';

const NAME = 'At most 63 lower-case letters, digits and hyphens, not beginning with a hyphen';

export class NewDataPoolDto {
  @ApiProperty({ example: 'plant-2', description: NAME })
  @MaxLength(256, { context: { limit: 256 } })
  @IsString()
  name!: string;

  @ApiProperty({ type: String, maxLength: 500 })
  @MaxLength(10_000, { context: { limit: 10_000 } })
  @IsString()
  description = '';
}

export class NewJobDto extends NewDataPoolDto {
  @ApiPropertyOptional({ description: 'Symbolic name of the process. If absent: the one for active users' })
  @IsOptional()
  @MaxLength(256, { context: { limit: 256 } })
  @IsString()
  process?: string;

  @ApiProperty({ description: 'Name of its data pool' })
  @MaxLength(256, { context: { limit: 256 } })
  @IsString()
  dataPool!: string;

  @ApiPropertyOptional({
    ...SETTINGS_SCHEMA,
    description:
      'All settings or part of them, as in a save, without those of the data pool. If absent: the default ones',
  })
  @ValidateIf((_, settings) => settings !== undefined)
  @IsObject()
  settings?: Record<string, unknown>;
}

export class DescribeJobDto {
  @ApiProperty({ maxLength: 500 })
  @MaxLength(500, { context: { limit: 500 } })
  @IsString()
  description!: string;
}

export class SaveDataPoolDto {
  @ApiProperty({
    ...POOL_SETTINGS_SCHEMA,
    description: 'All settings or part of them. Objects are merged, lists are replaced. Omitted secrets are kept',
  })
  @IsObject()
  settings!: Record<string, unknown>;

  @ApiPropertyOptional({ maxLength: 500, description: 'If absent, it stays' })
  @IsOptional()
  @MaxLength(10_000, { context: { limit: 10_000 } })
  @IsString()
  description?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    description:
      'The version that was read. If the data pool was saved since, the response is 409. If absent, it is overwritten',
  })
  @IsOptional()
  @Min(0, { context: { limit: 0 } })
  @IsInt()
  expectedVersion?: number;
}

export class CheckDataPoolDto {
  @ApiPropertyOptional({
    ...POOL_SETTINGS_SCHEMA,
    description: 'Unsaved settings to check, as in a save. If absent, the stored settings are checked',
  })
  @ValidateIf((_, settings) => settings !== undefined)
  @IsObject()
  settings?: Record<string, unknown>;
}

export class PoolQuestionDto extends CheckDataPoolDto {
  @ApiPropertyOptional({
    ...SEARCH_SETTINGS_SCHEMA,
    description: 'The search of a job: bases, exclusions, filter and active rules. If absent, all people',
  })
  @ValidateIf((_, search) => search !== undefined)
  @IsObject()
  search?: Record<string, unknown>;
}

export class PoolTreeRequestDto extends IntersectionType(PoolQuestionDto, PickType(TreeRequestDto, ['dn'] as const)) {}

export class DataPoolDto implements DataPool {
  @ApiProperty({ example: 'default' })
  name!: string;
  @ApiProperty()
  description!: string;
  @ApiProperty({ type: [String], description: 'Its servers' })
  urls!: readonly string[];
  @ApiProperty({ example: 'automatic' })
  dialect!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Product that the last applied run recognized' })
  product!: string | null;
  @ApiProperty({ type: [String], description: 'Names of the jobs that use it' })
  jobs!: readonly string[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  changedAt!: Date | null;
  @ApiProperty({ type: String, nullable: true })
  changedBy!: string | null;
}

export class DataPoolWithSettingsDto extends DataPoolDto implements DataPoolWithSettings {
  @ApiProperty({ type: 'integer', description: 'Pass it when saving. 0 before the first save' })
  version!: number;
  @ApiProperty({ ...SHOWN_POOL_SETTINGS_SCHEMA, description: 'Settings without secrets' })
  settings!: Readonly<Record<string, unknown>>;
  @ApiProperty({
    type: [FieldErrorDto],
    description: 'Errors in the stored settings; their fields begin with dataPool',
  })
  errors!: readonly FieldErrorDto[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Attribute that identified its people in the last applied run',
  })
  stableIdAttribute!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'End of the first stored run that was identified by it, without a break',
  })
  stableIdSince!: Date | null;
}

export class SavedDataPoolDto extends DataPoolWithSettingsDto {
  @ApiProperty({ type: [FieldErrorDto], description: 'What to know about the saved settings, which are in force' })
  warnings!: readonly FieldErrorDto[];
}

export class CompareDataPoolDto extends PickType(SaveDataPoolDto, ['settings'] as const) {}

export class DataPoolVersionDto
  extends OmitType(DataPoolWithSettingsDto, [
    'urls',
    'dialect',
    'product',
    'jobs',
    'changedAt',
    'stableIdAttribute',
    'stableIdSince',
  ] as const)
  implements DataPoolVersion
{
  @ApiProperty({ type: String, format: 'date-time' })
  changedAt!: Date;
  @ApiProperty({ type: [SettingChangeDto], description: 'What would change if its settings were saved now' })
  changes!: readonly SettingChangeDto[];
}

export class PoolDomainControllersDto extends IntersectionType(
  CheckDataPoolDto,
  PickType(DomainControllersRequestDto, ['domain'] as const),
) {}

export class CreatedJobDto extends OmitType(NewJobDto, ['process', 'settings'] as const) {}
