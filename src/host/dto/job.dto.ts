import { ApiProperty } from '@nestjs/swagger';

import { RUN_STATUSES, type BatchSynchronization, type RunStatus } from '../../index.js';
import { FieldErrorDto } from '../errors/error.dto.js';

const when = { type: String, format: 'date-time', nullable: true } as const;

export class JobDto implements BatchSynchronization {
  @ApiProperty({ description: 'Name of the job', example: 'LDAPAddonBatchSync' })
  name!: string;

  @ApiProperty({ example: 'LDAPAddonBatchSync' })
  symbolicName!: string;

  @ApiProperty({ example: 'Synchronize active LDAP Users to Identity Manager' })
  processName!: string;

  @ApiProperty({ description: 'In the language of Accept-Language' })
  description!: string;

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

  @ApiProperty({ type: [FieldErrorDto], description: 'Errors in the stored settings' })
  settingsErrors!: readonly FieldErrorDto[];
}
