import { ApiProperty } from '@nestjs/swagger';

import type { SettingsVersion } from '../../index.js';

export class SettingsVersionDto implements SettingsVersion {
  @ApiProperty({ type: 'integer' })
  version!: number;
  @ApiProperty({ type: String, format: 'date-time' })
  changedAt!: Date;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null for the initial settings of the host, and if nobody is known',
  })
  changedBy!: string | null;
}
