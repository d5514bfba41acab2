import { ApiProperty, PickType } from '@nestjs/swagger';

import { CHANGE_KINDS, type ChangeKind, REFUSAL_CAUSES, type RefusalCause, type RefusedValue } from '../../../index.js';
import { ChangeDto } from '../../dto/change.dto.js';
import { ANY_OBJECT } from '../../dto/property-types.js';
import { MatchedUserDto, WhyProblemDto } from './why-entry.dto.js';

const KINDS = CHANGE_KINDS.map(({ kind }) => kind);

class WhyDifferencesDto {
  @ApiProperty({ ...ANY_OBJECT, description: 'The fields that would change, by name' })
  before!: Readonly<Record<string, unknown>>;
  @ApiProperty({ ...ANY_OBJECT, description: 'The fields that would change, by name' })
  after!: Readonly<Record<string, unknown>>;
}

class WhyPlannedDto extends PickType(ChangeDto, ['kind', 'before', 'after', 'formerStableId', 'formerDn'] as const) {}

class RefusedValueDto implements RefusedValue {
  @ApiProperty()
  field!: string;
  @ApiProperty({ enum: REFUSAL_CAUSES, description: 'What happened to the value since the plan was made' })
  cause!: RefusalCause;
}

export class WhyPlanDto {
  @ApiProperty({ format: 'uuid' })
  runId!: string;
  @ApiProperty({ description: 'When it expires' })
  until!: Date;
  @ApiProperty({
    type: WhyPlannedDto,
    nullable: true,
    description: 'What it would do with the person; null if nothing, or if its change would be refused',
  })
  change!: WhyPlannedDto | null;
  @ApiProperty({ type: [RefusedValueDto], description: 'Why its change of the person would be refused' })
  refused!: readonly RefusedValueDto[];
}

export class WhyNextDto extends WhyDifferencesDto {
  @ApiProperty({ type: String, enum: KINDS, nullable: true, description: 'null for no change, and for a problem' })
  kind!: ChangeKind | null;
  @ApiProperty({ type: WhyProblemDto, nullable: true })
  problem!: WhyProblemDto | null;
  @ApiProperty({ type: [WhyProblemDto], description: 'Fields that would stay, because their values are not free' })
  fieldProblems!: readonly WhyProblemDto[];
  @ApiProperty({
    type: [MatchedUserDto],
    description: 'Users who have a name that the entry needs, and to whom only a run for everyone gives another one',
  })
  namesFreedBy!: readonly MatchedUserDto[];
}
