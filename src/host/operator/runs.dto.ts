import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';

import { RUN_SCOPES, RUN_STATUSES, type RunMode, type RunScope, type RunStatus } from '../../index.js';
import { IsDateWithTime } from '../dto/is-instant.js';
import { IsPlainText } from '../dto/is-plain-text.js';
import { PageQueryDto } from '../dto/page-query.dto.js';

const MODES = ['apply', 'plan'] as const satisfies readonly RunMode[];

export class StartRunDto {
  @ApiProperty({ enum: MODES, description: '`plan` computes the changes without applying them' })
  @IsIn(MODES, { context: { values: MODES.join(', ') } })
  mode!: RunMode;

  @ApiPropertyOptional({
    maxLength: 1000,
    description:
      'Synchronizes one person: a DN, a stable ID, the ID of a user, or a user name, principal name or e-mail. If absent, everyone',
  })
  // Null is a mistake: it must never start a run for everyone.
  @ValidateIf((_, value: unknown) => value !== undefined)
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @MaxLength(1000, { context: { limit: 1000 } })
  @IsPlainText()
  @IsNotEmpty()
  @IsString()
  only?: string;
}

export class RunsQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: MODES, description: '`apply`: runs; `plan`: plans' })
  @IsOptional()
  @IsIn(MODES, { context: { values: MODES.join(', ') } })
  mode?: RunMode;

  @ApiPropertyOptional({ enum: RUN_STATUSES })
  @IsOptional()
  @IsIn(RUN_STATUSES, { context: { values: RUN_STATUSES.join(', ') } })
  status?: RunStatus;

  @ApiPropertyOptional({ enum: RUN_SCOPES, description: '`person`: runs for one person; `everyone`: the others' })
  @IsOptional()
  @IsIn(RUN_SCOPES, { context: { values: RUN_SCOPES.join(', ') } })
  scope?: RunScope;
}

export class ApprovePlanDto {
  @ApiProperty({ description: '`hash` of the plan, as it was when the approver saw it', pattern: '^[0-9a-f]{64}$' })
  @MaxLength(64, { context: { limit: 64 } })
  @IsNotEmpty()
  @IsString()
  hash!: string;

  @ApiProperty({ description: 'Why the plan is right; recorded with the run', maxLength: 1000 })
  @MaxLength(1000, { context: { limit: 1000 } })
  @Matches(/\S/, { context: { code: 'required' } })
  @IsString()
  reason!: string;
}

export class PinRevertedDto {
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When runs may write the values again. null or absent: when the pins are removed',
  })
  @IsOptional()
  @IsDateWithTime()
  expiresAt?: string | null;

  @ApiProperty({ description: 'Why the values are kept; recorded with the pins', maxLength: 1000 })
  @MaxLength(1000, { context: { limit: 1000 } })
  @Matches(/\S/, { context: { code: 'required' } })
  @IsString()
  reason!: string;
}

export class RevertedPinsDto {
  @ApiProperty({ description: 'How many users got pins', example: 170 })
  users!: number;
}

export class RevertRunDto {
  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'IDs of users. If absent, all users of the run' })
  @IsOptional()
  @ArrayMaxSize(1000, { context: { limit: 1000, code: 'tooManyItems' } })
  @ArrayNotEmpty({ context: { code: 'emptyList' } })
  @IsUUID('all', { each: true, context: { code: 'notIds' } })
  @IsArray()
  users?: string[];

  @ApiPropertyOptional({
    type: [String],
    description: 'Names of fields, such as `email`, `state` or `attributes.badge`. If absent, all fields of the run',
  })
  @IsOptional()
  @ArrayMaxSize(50, { context: { limit: 50, code: 'tooManyItems' } })
  @ArrayNotEmpty({ context: { code: 'emptyList' } })
  @MaxLength(200, { each: true, context: { limit: 200 } })
  @IsPlainText({ each: true })
  @IsString({ each: true })
  @IsArray()
  fields?: string[];

  @ApiProperty({ description: 'Why the run is turned back; recorded with the plan', maxLength: 1000 })
  @MaxLength(1000, { context: { limit: 1000 } })
  @Matches(/\S/, { context: { code: 'required' } })
  @IsString()
  reason!: string;
}
