import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

import { CHANGE_KINDS, type ChangeKind } from '../../index.js';
import { RowsDto } from '../dto/rows.dto.js';

const KINDS = CHANGE_KINDS.map(({ kind }) => kind);

export class ChangeRowsDto extends RowsDto {
  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS, { context: { values: KINDS.join(', ') } })
  kind?: ChangeKind;
}
