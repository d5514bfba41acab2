import { ApiProperty } from '@nestjs/swagger';

import {
  APPROVAL_CAUSES,
  type ApprovalCause,
  type BatchSynchronization,
  REVIEWED_SECTIONS,
  type ReviewedSection,
  RUN_EFFECTS,
  RUN_STATUSES,
  type RunEffect,
  type RunOutcome,
  type RunStatus,
  type SchedulePause,
  STALE_REASONS,
  type StalePlan,
  type StaleReason,
  UNDECIDED_SETTINGS,
  type UndecidedSetting,
  type WaitingPlan,
} from '../../index.js';
import { FieldErrorDto } from '../errors/error.dto.js';

const when = { type: String, format: 'date-time', nullable: true } as const;

class SchedulePauseDto implements SchedulePause {
  @ApiProperty({ enum: ['SCHEDULE_PAUSED'] })
  code!: 'SCHEDULE_PAUSED';
  @ApiProperty({ type: 'object', additionalProperties: true })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ type: String, format: 'uuid', description: 'The run whose bind the directory rejected' })
  runId!: string;
  @ApiProperty({ description: 'Reason and remedy, in the language of Accept-Language' })
  message!: string;
}

class WaitingPlanDto implements WaitingPlan {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ enum: APPROVAL_CAUSES, description: 'Why it waits' })
  because!: ApprovalCause;
  @ApiProperty({ enum: REVIEWED_SECTIONS, isArray: true, description: 'What had changed since the last applied run' })
  sections!: readonly ReviewedSection[];
  @ApiProperty({ type: String, format: 'date-time' })
  since!: Date;
  @ApiProperty({ type: String, format: 'date-time', description: 'When it expires' })
  until!: Date;
}

class StalePlanDto implements StalePlan {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  since!: Date;
  @ApiProperty({ enum: STALE_REASONS, description: 'Why it can no longer be applied' })
  because!: StaleReason;
}

class RunOutcomeDto implements RunOutcome {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  @ApiProperty({ enum: RUN_EFFECTS, description: 'What became of its plan, and so what the figures are about' })
  effect!: RunEffect;
  @ApiProperty({ type: String, format: 'date-time' })
  endedAt!: Date;
  @ApiProperty({ description: 'From its start to its end' })
  seconds!: number;
  @ApiProperty()
  read!: number;
  @ApiProperty({ description: 'Of a stopped run: those that it would have made' })
  changes!: number;
  @ApiProperty()
  problems!: number;
}

export class JobDto implements BatchSynchronization {
  @ApiProperty({ description: 'Name of the job', example: 'LDAPAddonBatchSync' })
  name!: string;

  @ApiProperty({ example: 'LDAPAddonBatchSync' })
  symbolicName!: string;

  @ApiProperty({ example: 'Synchronize active LDAP Users to Identity Manager' })
  processName!: string;

  @ApiProperty({ description: 'In the language of Accept-Language; of a further job, as typed' })
  description!: string;

  @ApiProperty({ description: 'Whether it is the first job of its process, which always exists' })
  isFirst!: boolean;

  @ApiProperty({ description: 'Name of the data pool of the job', example: 'default' })
  dataPool!: string;

  @ApiProperty({ description: 'Whether the schedule is enabled' })
  enabled!: boolean;

  @ApiProperty({ example: '0 0 2 * * *' })
  expression!: string;

  @ApiProperty({ example: 'Europe/Stockholm' })
  timeZone!: string;

  @ApiProperty({
    enum: RUN_STATUSES,
    nullable: true,
    description: 'Status of the latest run, or null before the first run',
  })
  status!: RunStatus | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  lastRunId!: string | null;

  @ApiProperty(when)
  lastStart!: Date | null;

  @ApiProperty(when)
  lastEnd!: Date | null;

  @ApiProperty(when)
  nextExecution!: Date | null;

  @ApiProperty({ ...when, description: 'End of the last run that read the directory and succeeded' })
  lastGoodEnd!: Date | null;

  @ApiProperty({ ...when, description: 'When a run should have succeeded at the latest; the job is overdue after it' })
  expectedBy!: Date | null;

  @ApiProperty({
    type: [RunOutcomeDto],
    description: 'The latest runs that have ended, without plans, newest first; at most 20',
  })
  outcomes!: readonly RunOutcomeDto[];

  @ApiProperty({
    type: SchedulePauseDto,
    nullable: true,
    description: 'Why the schedule starts no runs although it is enabled; null if it does',
  })
  paused!: SchedulePauseDto | null;

  @ApiProperty({ type: WaitingPlanDto, nullable: true, description: 'The plan that waits for approval' })
  waitingPlan!: WaitingPlanDto | null;

  @ApiProperty({
    type: StalePlanDto,
    nullable: true,
    description: 'The plan that waited for approval and can no longer be applied',
  })
  stalePlan!: StalePlanDto | null;

  @ApiProperty({
    enum: REVIEWED_SECTIONS,
    isArray: true,
    description: 'Sections of the settings that have changed since the last applied run',
  })
  changedSections!: readonly ReviewedSection[];

  @ApiProperty({ type: [FieldErrorDto], description: 'Errors in the stored settings' })
  settingsErrors!: readonly FieldErrorDto[];

  @ApiProperty({
    enum: UNDECIDED_SETTINGS,
    isArray: true,
    description:
      'What the seed of the host leaves open, because no server answered when the host started. The next run decides it, unless the settings are saved before',
  })
  undecidedSettings!: readonly UndecidedSetting[];
}
