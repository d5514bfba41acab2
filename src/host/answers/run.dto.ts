import { ApiProperty } from '@nestjs/swagger';

import {
  RUN_STATUSES,
  type Certificate,
  type ErrorCode,
  type Run,
  type RunCounts,
  type RunMode,
  type RunStatus,
  type RunTrigger,
} from '../../index.js';

const when = { type: String, format: 'date-time' } as const;

class RunCountsDto implements RunCounts {
  @ApiProperty({ description: 'The sum of the others; more in a run that broke off while it applied' })
  read!: number;
  @ApiProperty()
  created!: number;
  @ApiProperty()
  updated!: number;
  @ApiProperty()
  activated!: number;
  @ApiProperty()
  unchanged!: number;
  @ApiProperty()
  problems!: number;
}

class RunReasonDto {
  @ApiProperty({ type: String, example: 'LDAP_UNREACHABLE' })
  code!: ErrorCode;
  @ApiProperty({ type: 'object', additionalProperties: true })
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty({ description: "In the reader's language" })
  message!: string;
}

class CertificateDto implements Certificate {
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
  @ApiProperty()
  symbolicName!: string;
  @ApiProperty({ enum: ['apply', 'plan'] })
  mode!: RunMode;
  @ApiProperty({ enum: ['schedule', 'manual'] })
  trigger!: RunTrigger;
  @ApiProperty({ type: String, nullable: true, description: 'Who started it by hand' })
  startedBy!: string | null;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  @ApiProperty({ type: RunCountsDto })
  counts!: RunCountsDto;
  @ApiProperty({ type: RunReasonDto, nullable: true, description: 'Why it stopped or failed' })
  reason!: RunReasonDto | null;
  @ApiProperty({ type: CertificateDto, nullable: true, description: 'The evidence that the read was complete' })
  certificate!: CertificateDto | null;
  @ApiProperty(when)
  queuedAt!: Date;
  @ApiProperty({ ...when, nullable: true })
  startedAt!: Date | null;
  @ApiProperty({ ...when, nullable: true })
  endedAt!: Date | null;
}
