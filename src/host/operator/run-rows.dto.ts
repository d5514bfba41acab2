import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

import type { ChangeKind } from '../../index.js';
import { CHANGE_KINDS } from '../answers/change.dto.js';
import { RowsDto } from '../answers/rows.dto.js';

export class ChangeRowsDto extends RowsDto {
  @ApiPropertyOptional({ enum: CHANGE_KINDS })
  @IsOptional()
  @IsIn(CHANGE_KINDS, { context: { values: CHANGE_KINDS.join(', ') } })
  kind?: ChangeKind;
}
