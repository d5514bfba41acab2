import { ApiProperty } from '@nestjs/swagger';

import {
  type GuardFigure,
  type GuardName,
  GUARDS,
  PROBLEM_CODES,
  type ProblemCode,
  RUN_STATUSES,
  type RunFigures,
  type RunStatus,
} from '../../index.js';

class GuardFigureDto implements GuardFigure {
  @ApiProperty({ enum: GUARDS })
  guard!: GuardName;
  @ApiProperty({ type: String, nullable: true, description: 'The user field, or attributes.<name>' })
  field!: string | null;
  @ApiProperty({
    enum: PROBLEM_CODES,
    nullable: true,
    description: 'The problem that entries have in common; null for all other guards',
  })
  problem!: ProblemCode | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'DN of an organizational unit in which more people were concerned than the number of the limit, unless another one exceeds it in both share and number; null: the whole run',
  })
  unit!: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Of a figure of the whole run: organizational units are known only with more people than these; null: none is known. Null for figures of units',
  })
  unitsAbove!: number | null;
  @ApiProperty({ type: 'integer', description: 'How many people were concerned' })
  people!: number;
  @ApiProperty({ type: 'integer', description: 'Of how many; 0 for a field that concerned nobody' })
  total!: number;
}

export class RunFiguresDto implements RunFigures {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  endedAt!: Date;
  @ApiProperty({ enum: RUN_STATUSES })
  status!: RunStatus;
  @ApiProperty({
    type: [GuardFigureDto],
    description: 'A guard or field without a figure was not judged',
  })
  figures!: readonly GuardFigureDto[];
}
