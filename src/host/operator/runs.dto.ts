import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsString, Matches, MaxLength } from 'class-validator';

import type { RunMode } from '../../index.js';

const MODES = ['apply', 'plan'] as const satisfies readonly RunMode[];

export class StartRunDto {
  @ApiProperty({ enum: MODES, description: '`plan` computes the changes without applying them' })
  @IsIn(MODES, { context: { values: MODES.join(', ') } })
  mode!: RunMode;
}

export class ApprovePlanDto {
  @ApiProperty({ description: '`hash` of the plan, as it was when the approver saw it', pattern: '^[0-9a-f]{64}$' })
  @MaxLength(64, { context: { limit: 64 } })
  @IsNotEmpty()
  @IsString()
  hash!: string;

  @ApiProperty({ description: 'Why the plan is right; recorded with the run', maxLength: 1000 })
  @MaxLength(1000, { context: { limit: 1000 } })
  @Matches(/\S/, { context: { code: 'required' } })
  @IsString()
  reason!: string;
}
