import { ApiProperty } from '@nestjs/swagger';

import {
  type ErrorCode,
  GUARD_CODES,
  type GuardFinding,
  type GuardName,
  GUARDS,
  type UsualShare,
} from '../../index.js';

class ExceededLimitDto {
  @ApiProperty({ type: 'integer' })
  percent!: number;
  @ApiProperty({ type: 'integer' })
  people!: number;
}

class UsualShareDto implements UsualShare {
  @ApiProperty({ type: 'integer', description: 'Number of good runs that it is about' })
  runs!: number;
  @ApiProperty()
  median!: number;
  @ApiProperty()
  highest!: number;
}

export class GuardFindingDto implements GuardFinding {
  @ApiProperty({ enum: GUARDS })
  guard!: GuardName;
  @ApiProperty({ enum: Object.values(GUARD_CODES) })
  code!: ErrorCode;
  @ApiProperty({ type: 'integer', description: 'How many people are concerned' })
  people!: number;
  @ApiProperty({ type: 'integer', description: 'Of how many: who have the value, are known already, or were read' })
  total!: number;
  @ApiProperty({ type: ExceededLimitDto, description: 'Both were exceeded' })
  limit!: ExceededLimitDto;
  @ApiProperty({
    type: UsualShareDto,
    nullable: true,
    description: 'The share in earlier runs, in percent; null for a unit, for a revert, and before the first good run',
  })
  usual!: UsualShareDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'DN of the organizational unit; null: the whole read' })
  unit!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The user field, or attributes.<name>' })
  field!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The LDAP attribute that is mapped to the field' })
  attribute!: string | null;
  @ApiProperty({ type: [String], description: 'Attributes of the entries whose names come close to it' })
  similar!: readonly string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'The common problem, with the parameters of one of the entries',
  })
  problem!: GuardFinding['problem'];
  @ApiProperty({ description: 'Finding and remedy, in the language of Accept-Language' })
  message!: string;
  @ApiProperty({ description: 'Path of the setting with the limit', example: 'limits.names.enabled' })
  setting!: string;
}
