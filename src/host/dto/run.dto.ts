import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';

import {
  type Approval,
  APPROVAL_CAUSES,
  type ApprovalCause,
  type ApprovalNeed,
  APPROVER_OBSTACLES,
  type ApproverObstacle,
  REVIEWED_SECTIONS,
  type ReviewedSection,
  type Cancellation,
  type PlanState,
  type Resumption,
  STALE_REASONS,
  type StaleReason,
  CONFLICT_CHOICES,
  CONFLICT_CODES,
  type ConflictChoice,
  type ConflictCode,
  type ConflictDecision,
  COUNTS_BESIDE_SUM,
  RUN_COUNTS,
  RUN_EFFECTS,
  RUN_STATUSES,
  type RunEffect,
  type ErrorCode,
  type Revert,
  type RevertOutlook,
  type Run,
  type RunCounts,
  type RunMode,
  type RunStatus,
  type RunTrigger,
} from '../../index.js';
import { ReadReportDto } from './read-report.dto.js';

const when = { type: String, format: 'date-time' } as const;

const COUNTS = [...RUN_COUNTS, ...COUNTS_BESIDE_SUM];

/** One number per kind of change. */
const countsSchema = {
  type: 'object',
  description:
    '`read` is the sum of the other counts but `notSeen`, `pinned`, `incomplete` and `released`, or greater if the run failed while applying changes',
  required: COUNTS,
  properties: Object.fromEntries(COUNTS.map((name) => [name, { type: 'integer' }])),
} satisfies ApiPropertyOptions;

class RunReasonDto {
  @ApiProperty({ type: String, example: 'LDAP_UNREACHABLE' })
  code!: ErrorCode;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Without values of settings for operators' })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ description: 'In the language of Accept-Language' })
  message!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Path of the setting that remedies it, or null' })
  field!: string | null;
}

class ApprovalDto implements Approval {
  @ApiProperty({ type: String, nullable: true })
  by!: string | null;
  @ApiProperty(when)
  at!: Date;
  @ApiProperty()
  reason!: string;
}

class ApprovalNeedDto implements ApprovalNeed {
  @ApiProperty({ enum: APPROVAL_CAUSES })
  because!: ApprovalCause;
  @ApiProperty({ enum: REVIEWED_SECTIONS, isArray: true, description: 'What had changed since the last applied run' })
  sections!: readonly ReviewedSection[];
}

class CancellationDto implements Cancellation {
  @ApiProperty({ type: String, nullable: true })
  by!: string | null;
  @ApiProperty(when)
  at!: Date;
}

class RevertDto implements Revert {
  @ApiProperty({ format: 'uuid', description: 'The run that is turned back' })
  runId!: string;
  @ApiProperty({ type: [String], nullable: true, description: 'IDs of users; null: all users of that run' })
  users!: readonly string[] | null;
  @ApiProperty({ type: [String], nullable: true, description: 'Names of fields; null: all fields' })
  fields!: readonly string[] | null;
  @ApiProperty()
  reason!: string;
}

class ConflictDecisionDto implements ConflictDecision {
  @ApiProperty({ enum: CONFLICT_CHOICES })
  choice!: ConflictChoice;
  @ApiProperty({ enum: CONFLICT_CODES, nullable: true, description: 'All conflicts of this code; null: single ones' })
  code!: ConflictCode | null;
  @ApiProperty()
  reason!: string;
  @ApiPropertyOptional({
    type: 'integer',
    description:
      'Conflicts of the code that are left out: identifying values contradict each other, or their own user was deleted',
  })
  leftOut?: number;
}

class ResumptionDto implements Resumption {
  @ApiProperty({ type: String, nullable: true })
  by!: string | null;
  @ApiProperty(when)
  at!: Date;
}

export class RunDto implements Omit<Run, 'readReport'> {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ description: 'Name of the job' })
  job!: string;
  @ApiProperty({ description: 'Symbolic name of its process' })
  symbolicName!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'DN of the only entry that the run synchronizes; null: everyone',
  })
  only!: string | null;
  @ApiProperty({ enum: ['apply', 'plan'] })
  mode!: RunMode;
  @ApiProperty({ enum: ['schedule', 'manual'] })
  trigger!: RunTrigger;
  @ApiProperty({ type: String, nullable: true, description: 'User who started the run manually' })
  startedBy!: string | null;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  @ApiProperty({
    enum: RUN_EFFECTS,
    description:
      'What became of its plan, and so what `counts` are about: of `planned`, what the run would do; with `nothing-planned` they say nothing',
  })
  effect!: RunEffect;
  @ApiProperty(countsSchema)
  counts!: RunCounts;
  @ApiProperty({ type: RunReasonDto, nullable: true, description: 'Why the run stopped or failed' })
  reason!: RunReasonDto | null;
  @ApiProperty({ type: ReadReportDto, nullable: true, description: 'Evidence of whether the read was complete' })
  readReport!: ReadReportDto | null;
  @ApiProperty({
    type: String,
    nullable: true,
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 over the plan, its settings and its read report: what an approval names. null without a plan',
  })
  hash!: string | null;
  @ApiProperty({ type: ApprovalNeedDto, nullable: true, description: 'Why the plan waits, or waited, for approval' })
  approvalNeed!: ApprovalNeedDto | null;
  @ApiProperty({ type: ApprovalDto, nullable: true, description: 'Who approved the plan that the run applies' })
  approval!: ApprovalDto | null;
  @ApiProperty({ type: CancellationDto, nullable: true, description: 'Who asked to cancel the run' })
  cancellation!: CancellationDto | null;
  @ApiProperty({
    type: RevertDto,
    nullable: true,
    description: 'What the run turns back; null: it reads the directory',
  })
  reverts!: RevertDto | null;
  @ApiProperty({
    type: ConflictDecisionDto,
    nullable: true,
    description: 'What its plan does about conflicts; null: nothing was decided',
  })
  decision!: ConflictDecisionDto | null;
  @ApiProperty({ type: ResumptionDto, nullable: true, description: 'Who resumed the run after it broke off' })
  resumption!: ResumptionDto | null;
  @ApiProperty({
    description: 'Whether it is a plan with settings that were not saved. It can be approved once they are',
  })
  withUnsavedSettings!: boolean;
  @ApiProperty(when)
  queuedAt!: Date;
  @ApiProperty({ ...when, nullable: true })
  startedAt!: Date | null;
  @ApiProperty({ ...when, nullable: true })
  endedAt!: Date | null;
}

class PlanStateDto implements PlanState {
  @ApiProperty({
    enum: ['approve', 'resume'],
    type: String,
    nullable: true,
    description: 'What can be done with the plan',
  })
  next!: PlanState['next'];
  @ApiProperty({ enum: STALE_REASONS, type: String, nullable: true, description: 'Why that is no longer possible' })
  stale!: StaleReason | null;
}

class RevertOutlookDto implements RevertOutlook {
  @ApiProperty({ ...when, description: 'When the run is scheduled' })
  at!: Date;
  @ApiProperty({ type: 'integer', description: 'How many users it would change again' })
  users!: number;
  @ApiProperty({ type: String, nullable: true, description: 'ID of the only user, if it is one' })
  userId!: string | null;
}

export class RunDetailsDto extends RunDto {
  @ApiProperty({ type: PlanStateDto })
  plan!: PlanStateDto;
  @ApiProperty({
    enum: APPROVER_OBSTACLES,
    type: String,
    nullable: true,
    description: 'Why you cannot approve the plan or resume the run, if the job needs four eyes',
  })
  approverObstacle!: ApproverObstacle | null;
  @ApiProperty({
    type: RevertOutlookDto,
    nullable: true,
    description: 'Of a revert: what the next scheduled run would change again; null if nothing',
  })
  redone!: RevertOutlookDto | null;
}
