import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import type { ManualChange, UserChange } from '../../index.js';
import { USER_STATES, type UserState } from '../database/identity-user.entity.js';
import { ChangeDto } from './change.dto.js';
import { TextValues } from './text-values.js';

export class ManualChangeDto implements ManualChange {
  @ApiProperty({ type: String, nullable: true, description: 'null: the command line in the process of the host' })
  by!: string | null;
  @ApiProperty()
  reason!: string;
}

export class UserChangeDto extends OmitType(ChangeDto, ['runId']) implements UserChange {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null if a person changed the user' })
  runId!: string | null;
  @ApiProperty({ type: ManualChangeDto, nullable: true, description: 'null if a run changed the user' })
  manual!: ManualChangeDto | null;
}

const MAX_FIELDS = 50;
const values = { type: 'object', additionalProperties: { type: 'string', nullable: true } } as const;

export class ChangeUserDto {
  @ApiPropertyOptional({
    ...values,
    description: 'New values by name, such as `email` or `attributes.badge`. null empties a field. At most 50',
    example: { email: 'ada@example.org' },
  })
  @IsOptional()
  @TextValues(MAX_FIELDS)
  fields?: Readonly<Record<string, string | null>>;

  @ApiPropertyOptional({ enum: USER_STATES })
  @IsOptional()
  @IsIn(USER_STATES, { context: { values: USER_STATES.join(', ') } })
  state?: UserState;

  @ApiPropertyOptional({
    ...values,
    description: 'The values that you saw, by name. If one of them is another now, nothing is changed (409)',
  })
  @IsOptional()
  @TextValues(MAX_FIELDS)
  expected?: Readonly<Record<string, string | null>>;

  @ApiProperty({ description: 'Why the user is changed; recorded with the change', maxLength: 1000 })
  @MaxLength(1000, { context: { limit: 1000 } })
  @Matches(/\S/, { context: { code: 'required' } })
  @IsString()
  reason!: string;
}
