import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import { type ErrorCode, MATCHED_BY, type MatchedBy, WHY_VERDICTS, type WhyVerdict } from '../../../index.js';
import { ProblemDto } from '../../dto/change.dto.js';
import { GuardFindingDto } from '../../dto/guard-finding.dto.js';
import { FieldPinDto } from '../../dto/user-change.dto.js';
import { IsPlainText } from '../../dto/is-plain-text.js';
import { RecordedFieldDto, UserLinkDto } from '../users/user.dto.js';
import { ANY_OBJECT } from '../../dto/property-types.js';
import { WhyEntryDto, WhyMappingDto, WhyMatchDto } from './why-entry.dto.js';
import { WhyNextDto, WhyPlanDto } from './why-next.dto.js';

export class WhyQueryDto {
  @ApiProperty({
    maxLength: 1000,
    description:
      'A DN, a stable ID, the ID of a user, a user name, principal name, e-mail, display name or common name',
  })
  @MaxLength(1000, { context: { limit: 1000 } })
  @IsPlainText()
  @IsNotEmpty()
  @IsString()
  who!: string;

  @ApiPropertyOptional({ maxLength: 200, description: 'Name of the job. If absent, the first job' })
  @IsOptional()
  @MaxLength(200, { context: { limit: 200 } })
  @IsPlainText()
  @IsString()
  job?: string;
}

class WhyFindingDto extends GuardFindingDto {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
}

@ApiExtraModels(FieldPinDto, RecordedFieldDto)
class WhyUserDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  userName!: string;
  @ApiProperty({ type: String, enum: MATCHED_BY, nullable: true, description: 'How the entry leads to the user' })
  matchedBy!: MatchedBy | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(FieldPinDto) },
    description: 'The values that runs leave alone, by name',
  })
  pins!: Readonly<Record<string, FieldPinDto>>;
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(RecordedFieldDto) },
    description: 'The values, each with the run or the person that wrote it, by name',
  })
  fields!: Readonly<Record<string, RecordedFieldDto>>;
  @ApiProperty({ type: [UserLinkDto] })
  links!: readonly UserLinkDto[];
}

class WhyPersonDto {
  @ApiProperty({ enum: WHY_VERDICTS, description: 'The first reason that holds' })
  verdict!: WhyVerdict;
  @ApiProperty({ description: 'The reason, in the language of Accept-Language' })
  message!: string;
  @ApiProperty({ type: WhyEntryDto, nullable: true })
  entry!: WhyEntryDto | null;
  @ApiProperty({ type: [WhyMappingDto] })
  mapping!: readonly WhyMappingDto[];
  @ApiProperty({
    type: WhyMatchDto,
    nullable: true,
    description: 'How the entry leads to users; null if it leads to none',
  })
  match!: WhyMatchDto | null;
  @ApiProperty({ type: WhyUserDto, nullable: true })
  user!: WhyUserDto | null;
  @ApiProperty({
    type: WhyNextDto,
    nullable: true,
    description: 'What a run would do now; null if no run reads an entry',
  })
  next!: WhyNextDto | null;
  @ApiProperty({ type: WhyPlanDto, nullable: true, description: 'The plan that waits for approval' })
  plan!: WhyPlanDto | null;
  @ApiProperty({ type: [ProblemDto], description: 'Of the newest runs, newest first' })
  problems!: readonly ProblemDto[];
  @ApiProperty({
    type: [WhyFindingDto],
    description: 'What guards found in the newest runs that concerns the person, newest first',
  })
  findings!: readonly WhyFindingDto[];
  @ApiProperty({ description: 'false if the database did not find plan, problems and findings in time' })
  areRunsSearched!: boolean;
}

export class DirectoryErrorDto {
  @ApiProperty({ type: String, example: 'LDAP_UNREACHABLE' })
  code!: ErrorCode;
  @ApiProperty(ANY_OBJECT)
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty()
  message!: string;
}

export class WhyDto {
  @ApiProperty()
  job!: string;
  @ApiProperty()
  who!: string;
  @ApiProperty({ type: [String], description: 'What the directory was asked for; empty for operators' })
  asked!: readonly string[];
  @ApiProperty({ type: DirectoryErrorDto, nullable: true })
  directoryError!: DirectoryErrorDto | null;
  @ApiProperty({ type: [WhyPersonDto], description: 'At least one' })
  people!: readonly WhyPersonDto[];
}
