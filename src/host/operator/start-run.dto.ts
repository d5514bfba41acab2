import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

import type { RunMode } from '../../index.js';

const MODES = ['apply', 'plan'] as const satisfies readonly RunMode[];

export class StartRunDto {
  @ApiProperty({ enum: MODES, description: 'plan: find out what would change, and change nothing' })
  @IsIn(MODES, { context: { values: MODES.join(', ') } })
  mode!: RunMode;

  @ApiPropertyOptional({ description: 'Whether the plan waits for an approval; not available yet' })
  @IsOptional()
  @IsBoolean()
  approve?: boolean;
}
