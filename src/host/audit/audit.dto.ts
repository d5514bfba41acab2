import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

import { IsInstant } from '../dto/is-instant.js';
import { IsPlainText } from '../dto/is-plain-text.js';
import { PageQueryDto } from '../dto/page-query.dto.js';
import { ACCOUNT_ROLES, type AccountRole } from '../database/identity-user.entity.js';
import { AUDIT_CODES, AUDIT_GROUPS, AUDIT_OUTCOMES, type AuditCode, type AuditOutcome } from './audit-codes.js';
import { NULLABLE_TEXT } from '../dto/property-types.js';

const WHATS = [...AUDIT_CODES, ...AUDIT_GROUPS];

export class AuditFilterDto {
  @ApiPropertyOptional({ maxLength: 256, description: 'Part of the user name' })
  @IsOptional()
  @MaxLength(256, { context: { limit: 256 } })
  @IsPlainText()
  @IsString()
  who?: string;

  @ApiPropertyOptional({ enum: WHATS, description: 'A code, or the part before its dot for all codes of a group' })
  @IsOptional()
  @IsIn(WHATS, { context: { values: WHATS.join(', ') } })
  what?: string;

  @ApiPropertyOptional({ enum: AUDIT_OUTCOMES })
  @IsOptional()
  @IsIn(AUDIT_OUTCOMES, { context: { values: AUDIT_OUTCOMES.join(', ') } })
  outcome?: AuditOutcome;

  @ApiPropertyOptional({ format: 'date-time', description: 'Events at or after this time' })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Events before this time' })
  @IsOptional()
  @IsInstant()
  to?: string;
}

export class AuditQueryDto extends IntersectionType(AuditFilterDto, PageQueryDto) {}

export class AuditEventDto {
  @ApiProperty({ description: 'Increases with time within a process' })
  id!: string;
  @ApiProperty({ format: 'date-time' })
  at!: Date;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'Name of the account; null if it is unknown, and for the host itself' })
  who!: string | null;
  @ApiProperty({ enum: ACCOUNT_ROLES, nullable: true, type: String })
  role!: AccountRole | null;
  @ApiProperty({ enum: AUDIT_CODES })
  what!: AuditCode;
  @ApiProperty({ enum: AUDIT_OUTCOMES })
  outcome!: AuditOutcome;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Job, run, fields and the like' })
  subject!: Readonly<Record<string, unknown>>;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'Address of the client' })
  address!: string | null;
  @ApiProperty({ enum: ['cookie', 'token', 'command-line'], nullable: true, type: String })
  by!: 'cookie' | 'token' | 'command-line' | null;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'The request in the log of the host' })
  requestId!: string | null;
  @ApiProperty({ description: 'How many events the row stands for. More than 1 for repeated refusals' })
  count!: number;
}
