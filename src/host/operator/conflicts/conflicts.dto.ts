import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
} from 'class-validator';

import {
  CONFLICT_CHOICES,
  CONFLICT_CODES,
  type Conflict,
  type ConflictChoice,
  type ConflictCode,
  type ConflictPage,
  type ConflictsRequest,
  MAX_DECIDED,
  RUN_STATUSES,
  type RunMode,
  type RunStatus,
} from '../../../index.js';
import { IsPlainText } from '../../dto/is-plain-text.js';
import { PageQueryDto } from '../../dto/page-query.dto.js';

type TotalOfCode = ConflictPage['totals'][number];

const MAX_LENGTH = 200;
const job = { maxLength: MAX_LENGTH, description: 'Name of the job' };
const CODES = { context: { values: CONFLICT_CODES.join(', ') } };
const CHOICES = { context: { values: CONFLICT_CHOICES.join(', ') } };
const choices = { enum: CONFLICT_CHOICES, isArray: true } as const;

export class ConflictsQueryDto extends PageQueryDto implements ConflictsRequest {
  @ApiPropertyOptional({ ...job, description: 'Name of the job. If absent, the first job' })
  @IsOptional()
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  job?: string;

  @ApiPropertyOptional({ enum: CONFLICT_CODES })
  @IsOptional()
  @IsIn(CONFLICT_CODES, CODES)
  code?: ConflictCode;

  @ApiPropertyOptional({ maxLength: MAX_LENGTH, description: 'Part of a DN, of the value, or of a name of the user' })
  @IsOptional()
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  search?: string;
}

function IsWithoutIds(): PropertyDecorator {
  const validate = (_: unknown, args?: ValidationArguments) =>
    (args?.object as DecideConflictsDto | undefined)?.ids === undefined;
  return ValidateBy({ name: 'isWithoutIds', validator: { validate } });
}

export class DecideConflictsDto {
  @ApiProperty(job)
  @MaxLength(MAX_LENGTH, { context: { limit: MAX_LENGTH } })
  @IsPlainText()
  @IsNotEmpty()
  @IsString()
  job!: string;

  @ApiProperty({
    enum: CONFLICT_CHOICES,
    description:
      '`relink`: the same person; `release`: a different person, the former user gives up the value; `recreate`: the user is created again',
  })
  @IsIn(CONFLICT_CHOICES, CHOICES)
  choice!: ConflictChoice;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_DECIDED,
    description: 'IDs of conflicts. Either these or `code`',
  })
  @ValidateIf(({ ids, code }: DecideConflictsDto) => ids !== undefined || code === undefined)
  @ArrayMaxSize(MAX_DECIDED, { context: { limit: MAX_DECIDED, code: 'tooManyItems' } })
  @ArrayNotEmpty({ context: { code: 'idsOrCode' } })
  @MaxLength(MAX_LENGTH, { each: true, context: { limit: MAX_LENGTH } })
  @IsPlainText({ each: true })
  @IsString({ each: true })
  @IsArray()
  ids?: string[];

  @ApiPropertyOptional({
    enum: CONFLICT_CODES,
    description:
      'All conflicts with this code for which the choice is offered, without those whose own user was deleted (unless `recreate`); `relink` also leaves out those that contradict each other',
  })
  @ValidateIf((_, value: unknown) => value !== undefined)
  @IsWithoutIds()
  @IsIn(CONFLICT_CODES, CODES)
  code?: ConflictCode;

  @ApiProperty({ description: 'Why; recorded with the plan', maxLength: 1000 })
  @MaxLength(1000, { context: { limit: 1000 } })
  @Matches(/\S/, { context: { code: 'required' } })
  @IsString()
  reason!: string;
}

class ConflictUserDto implements NonNullable<Conflict['user']> {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  userName!: string;
}

class ConflictHolderDto implements NonNullable<Conflict['holder']> {
  @ApiProperty({ description: 'As last read' })
  dn!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a read contained the entry last. null if the directory has it, and if nothing can be decided',
  })
  lastSeen!: string | null;
}

class RecognizedByDto {
  @ApiProperty({ example: 'employeeNumber', description: '`displayName` without one: first and last name' })
  field!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Safe to show' })
  ofEntry!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Safe to show' })
  ofUser!: string | null;
  @ApiProperty({
    description: 'Whether both have an identifying value, and not the same, unless a stronger one is the same',
  })
  contradicts!: boolean;
}

/** A person about whom someone must decide. */
export class ConflictDto implements Conflict {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  job!: string;
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ type: String, example: 'USER_OF_OTHER_ENTRY' })
  code!: ConflictCode;
  @ApiProperty()
  dn!: string;
  @ApiProperty({ type: String, nullable: true })
  stableId!: string | null;
  @ApiProperty({ description: 'Whether only a field was left as it was, and the rest of the person was synchronized' })
  isPartial!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'What is in conflict' })
  field!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Safe to show, with escapes for what cannot be seen' })
  value!: string | null;
  @ApiProperty({ type: ConflictUserDto, nullable: true, description: 'The user who is in the way' })
  user!: ConflictUserDto | null;
  @ApiProperty({ type: ConflictHolderDto, nullable: true, description: 'The entry of that user' })
  holder!: ConflictHolderDto | null;
  @ApiProperty({
    type: [RecognizedByDto],
    description: 'Name and identifying values of both, if something can be decided',
  })
  recognizedBy!: readonly RecognizedByDto[];
  @ApiProperty({ ...choices, description: 'What can be decided. Empty: see `remedy`' })
  choices!: readonly ConflictChoice[];
  @ApiProperty({ type: 'object', additionalProperties: true })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ description: 'In the language of Accept-Language' })
  title!: string;
  @ApiProperty({ description: 'In the language of Accept-Language' })
  message!: string;
  @ApiProperty({ description: 'What to do, in the language of Accept-Language' })
  remedy!: string;
}

/** The conflicts with one code. */
export class ConflictsOfCodeDto implements TotalOfCode {
  @ApiProperty({ type: String, example: 'USER_OF_OTHER_ENTRY' })
  code!: ConflictCode;
  @ApiProperty({ type: 'integer', description: 'Whatever is searched for' })
  conflicts!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Those of them that are not listed, because most entries have the problem',
  })
  omitted!: number;
  @ApiProperty({ ...choices, description: 'What is offered for any of those that are listed' })
  choices!: readonly ConflictChoice[];
  @ApiProperty({ description: 'In the language of Accept-Language' })
  title!: string;
}

/** The run or plan that found the conflicts. */
export class ConflictsRunDto implements NonNullable<ConflictPage['run']> {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ enum: ['apply', 'plan'] })
  mode!: RunMode;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;
}
