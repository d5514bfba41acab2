import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

import {
  RUN_COUNTS,
  RUN_STATUSES,
  type ReadReport,
  type ErrorCode,
  type Run,
  type RunCounts,
  type RunMode,
  type RunStatus,
  type RunTrigger,
} from '../../index.js';

const when = { type: String, format: 'date-time' } as const;

/** One number per count, whatever kinds of change there are. */
const countsSchema = {
  type: 'object',
  description: '`read` is the sum of the others; more in a run that failed while it applied',
  required: [...RUN_COUNTS],
  properties: Object.fromEntries(RUN_COUNTS.map((name) => [name, { type: 'integer' }])),
} satisfies ApiPropertyOptions;

class RunReasonDto {
  @ApiProperty({ type: String, example: 'LDAP_UNREACHABLE' })
  code!: ErrorCode;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ description: "In the reader's language" })
  message!: string;
}

class ReadReportDto implements ReadReport {
  @ApiProperty()
  complete!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'Why not, when it is not' })
  reason!: ErrorCode | null;
  @ApiProperty()
  server!: string;
  @ApiProperty()
  baseDn!: string;
  @ApiProperty()
  filter!: string;
  @ApiProperty()
  pages!: number;
  @ApiProperty()
  entries!: number;
  @ApiProperty({ description: 'Parts of the tree that live elsewhere and were not read' })
  referrals!: number;
  @ApiProperty({ description: 'Whether each page came with the paged-results control (RFC 2696)' })
  paged!: boolean;
  @ApiProperty(when)
  startedAt!: string;
  @ApiProperty(when)
  finishedAt!: string;
}

export class RunDto implements Run {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ description: 'Name of the job' })
  job!: string;
  @ApiProperty({ description: 'Symbolic name of its process' })
  symbolicName!: string;
  @ApiProperty({ enum: ['apply', 'plan'] })
  mode!: RunMode;
  @ApiProperty({ enum: ['schedule', 'manual'] })
  trigger!: RunTrigger;
  @ApiProperty({ type: String, nullable: true, description: 'Who started it by hand' })
  startedBy!: string | null;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  @ApiProperty(countsSchema)
  counts!: RunCounts;
  @ApiProperty({ type: RunReasonDto, nullable: true, description: 'Why it stopped or failed' })
  reason!: RunReasonDto | null;
  @ApiProperty({ type: ReadReportDto, nullable: true, description: 'The evidence that the read was complete' })
  readReport!: ReadReportDto | null;
  @ApiProperty(when)
  queuedAt!: Date;
  @ApiProperty({ ...when, nullable: true })
  startedAt!: Date | null;
  @ApiProperty({ ...when, nullable: true })
  endedAt!: Date | null;
}
