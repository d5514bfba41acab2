import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';

import { CHANGE_KINDS, type ChangeKind, type RunMode } from '../../index.js';
import { PageQueryDto } from '../dto/page-query.dto.js';

const KINDS = CHANGE_KINDS.map(({ kind }) => kind);
const MODES = ['apply', 'plan'] as const satisfies readonly RunMode[];

export class StartRunDto {
  @ApiProperty({ enum: MODES, description: '`plan` computes the changes without applying them' })
  @IsIn(MODES, { context: { values: MODES.join(', ') } })
  mode!: RunMode;

  @ApiPropertyOptional({ description: 'Whether the plan requires an approval; not available yet' })
  @IsOptional()
  @IsBoolean()
  approve?: boolean;
}

export class ChangesQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS, { context: { values: KINDS.join(', ') } })
  kind?: ChangeKind;
}
