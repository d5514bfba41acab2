import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';

import {
  ACTIVE_RULES,
  type ActiveRuleName,
  CHANGE_KINDS,
  type ChangeKind,
  type ErrorCode,
  type FilterPart,
  type Inactivity,
  FOUND_BY,
  type FoundBy,
  MATCHED_BY,
  type MatchedBy,
  type ProblemCode,
  REFUSAL_CAUSES,
  type RefusalCause,
  type RefusedValue,
  WHY_VERDICTS,
  type WhyVerdict,
} from '../../../index.js';
import { ProblemDto } from '../../dto/change.dto.js';
import { GuardFindingDto } from '../../dto/guard-finding.dto.js';
import { FieldPinDto } from '../../dto/user-change.dto.js';
import { IsPlainText } from '../../dto/is-plain-text.js';
import { RecordedFieldDto, UserLinkDto } from '../users/user.dto.js';

const text = { type: String, nullable: true } as const;
const params = { type: 'object', additionalProperties: true } as const;

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

class FilterPartDto implements FilterPart {
  @ApiProperty()
  filter!: string;
  @ApiProperty({ description: 'Whether the server says that the entry meets it' })
  isMet!: boolean;
  @ApiProperty({ type: () => [FilterPartDto] })
  parts!: readonly FilterPartDto[];
}

export class InactivityDto implements Inactivity {
  @ApiProperty({ enum: ACTIVE_RULES })
  rule!: ActiveRuleName;
  @ApiProperty({ description: 'The attribute that says so, or dn' })
  attribute!: string;
  @ApiProperty()
  value!: string;
  @ApiProperty({ type: String, required: false, example: '2022-06-18T04:26:40Z', description: 'The value as a time' })
  time?: string;
  @ApiProperty()
  message!: string;
}

export class WhyEntryDto {
  @ApiProperty()
  dn!: string;
  @ApiProperty(text)
  stableId!: string | null;
  @ApiProperty({ description: 'Whether a run looks there: below a base, and not excluded' })
  isBelowBase!: boolean;
  @ApiProperty({ ...text, description: 'DN of the container whose exclusion leaves out the entry' })
  excludedBy!: string | null;
  @ApiProperty()
  meetsFilter!: boolean;
  @ApiProperty({ type: FilterPartDto, nullable: true, description: 'null for operators' })
  filter!: FilterPartDto | null;
  @ApiProperty({ type: InactivityDto, nullable: true, description: 'Why an active rule excludes the entry' })
  inactivity!: InactivityDto | null;
}

export class WhyProblemDto {
  @ApiProperty({ type: String, example: 'VALUE_MISSING' })
  code!: ProblemCode;
  @ApiProperty(params)
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty()
  message!: string;
  @ApiProperty()
  remedy!: string;
}

export class WhyMappingProblemDto extends WhyProblemDto {
  @ApiProperty({ ...text, description: 'The value that is not valid' })
  value!: string | null;
  @ApiProperty({ description: 'true if the field keeps its present value, false if the entry is rejected' })
  isPartial!: boolean;
}

export class WhyMappingDto {
  @ApiProperty({ ...text, description: 'null for operators' })
  attribute!: string | null;
  @ApiProperty()
  field!: string;
  @ApiProperty(text)
  value!: string | null;
  @ApiProperty({ type: WhyMappingProblemDto, nullable: true })
  problem!: WhyMappingProblemDto | null;
}

class MatchedUserDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  userName!: string;
}

export class WhyMatchDto {
  @ApiProperty({ enum: FOUND_BY })
  by!: FoundBy;
  @ApiProperty({ description: 'What entry and users have in common: the stable ID, or a name in any case' })
  value!: string;
  @ApiProperty({ type: [MatchedUserDto], description: 'More than one if the name does not decide' })
  users!: readonly MatchedUserDto[];
}

const KINDS = CHANGE_KINDS.map(({ kind }) => kind);

class WhyDifferencesDto {
  @ApiProperty({ ...params, description: 'The fields that would change, by name' })
  before!: Readonly<Record<string, unknown>>;
  @ApiProperty({ ...params, description: 'The fields that would change, by name' })
  after!: Readonly<Record<string, unknown>>;
}

class WhyPlannedDto extends WhyDifferencesDto {
  @ApiProperty({ type: String, enum: KINDS })
  kind!: ChangeKind;
}

class RefusedValueDto implements RefusedValue {
  @ApiProperty()
  field!: string;
  @ApiProperty({ enum: REFUSAL_CAUSES, description: 'What happened to the value since the plan was made' })
  cause!: RefusalCause;
}

class WhyPlanDto {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ description: 'When it expires' })
  until!: Date;
  @ApiProperty({
    type: WhyPlannedDto,
    nullable: true,
    description: 'What it would do with the person; null if nothing, or if its change would be refused',
  })
  change!: WhyPlannedDto | null;
  @ApiProperty({ type: [RefusedValueDto], description: 'Why its change of the person would be refused' })
  refused!: readonly RefusedValueDto[];
}

export class WhyNextDto extends WhyDifferencesDto {
  @ApiProperty({ type: String, enum: KINDS, nullable: true, description: 'null for no change, and for a problem' })
  kind!: ChangeKind | null;
  @ApiProperty({ type: WhyProblemDto, nullable: true })
  problem!: WhyProblemDto | null;
  @ApiProperty({ type: [WhyProblemDto], description: 'Fields that would stay, because their values are not free' })
  fieldProblems!: readonly WhyProblemDto[];
  @ApiProperty({
    type: [MatchedUserDto],
    description: 'Users who have a name that the entry needs, and to whom only a run for everyone gives another one',
  })
  namesFreedBy!: readonly MatchedUserDto[];
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
  @ApiProperty(params)
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
