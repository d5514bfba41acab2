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
    description: 'DN of the organizational unit with the highest share, where more people than allowed were concerned',
  })
  unit!: string | null;
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
    description:
      'Of the whole run, and of units beyond the number of a limit. A guard or field without a figure was not judged',
  })
  figures!: readonly GuardFigureDto[];
}
