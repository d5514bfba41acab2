import { ApiProperty } from '@nestjs/swagger';

import {
  ACTIVE_RULES,
  type ActiveRuleName,
  type FilterPart,
  FOUND_BY,
  type FoundBy,
  type Inactivity,
  type ProblemCode,
} from '../../../index.js';
import { ANY_OBJECT, NULLABLE_TEXT } from '../../dto/property-types.js';

class FilterPartDto implements FilterPart {
  @ApiProperty()
  filter!: string;
  @ApiProperty({ description: 'Whether the server says that the entry meets it' })
  isMet!: boolean;
  @ApiProperty({ type: () => [FilterPartDto] })
  parts!: readonly FilterPartDto[];
}

export class InactivityDto implements Inactivity {
  @ApiProperty({ enum: ACTIVE_RULES })
  rule!: ActiveRuleName;
  @ApiProperty({ description: 'The attribute that says so, or dn' })
  attribute!: string;
  @ApiProperty()
  value!: string;
  @ApiProperty({ type: String, required: false, example: '2022-06-18T04:26:40Z', description: 'The value as a time' })
  time?: string;
  @ApiProperty()
  message!: string;
}

export class WhyEntryDto {
  @ApiProperty()
  dn!: string;
  @ApiProperty(NULLABLE_TEXT)
  stableId!: string | null;
  @ApiProperty({ description: 'Whether a run looks there: below a base, and not excluded' })
  isBelowBase!: boolean;
  @ApiProperty({ ...NULLABLE_TEXT, description: 'DN of the container whose exclusion leaves out the entry' })
  excludedBy!: string | null;
  @ApiProperty()
  meetsFilter!: boolean;
  @ApiProperty({ type: FilterPartDto, nullable: true, description: 'null for operators' })
  filter!: FilterPartDto | null;
  @ApiProperty({ type: InactivityDto, nullable: true, description: 'Why an active rule excludes the entry' })
  inactivity!: InactivityDto | null;
}

export class WhyProblemDto {
  @ApiProperty({ type: String, example: 'VALUE_MISSING' })
  code!: ProblemCode;
  @ApiProperty(ANY_OBJECT)
  params!: Readonly<Record<string, string | number>>;
  @ApiProperty()
  message!: string;
  @ApiProperty()
  remedy!: string;
}

export class WhyMappingProblemDto extends WhyProblemDto {
  @ApiProperty({ ...NULLABLE_TEXT, description: 'The value that is not valid' })
  value!: string | null;
  @ApiProperty({ description: 'true if the field keeps its present value, false if the entry is rejected' })
  isPartial!: boolean;
}

export class WhyMappingDto {
  @ApiProperty({ ...NULLABLE_TEXT, description: 'null for operators' })
  attribute!: string | null;
  @ApiProperty()
  field!: string;
  @ApiProperty(NULLABLE_TEXT)
  value!: string | null;
  @ApiProperty({ type: WhyMappingProblemDto, nullable: true })
  problem!: WhyMappingProblemDto | null;
}

export class MatchedUserDto {
  @ApiProperty()
  id!: string;
  @ApiProperty()
  userName!: string;
}

export class WhyMatchDto {
  @ApiProperty({ enum: FOUND_BY })
  by!: FoundBy;
  @ApiProperty({ description: 'What entry and users have in common: the stable ID, or a name in any case' })
  value!: string;
  @ApiProperty({ type: [MatchedUserDto], description: 'More than one if the name does not decide' })
  users!: readonly MatchedUserDto[];
}
