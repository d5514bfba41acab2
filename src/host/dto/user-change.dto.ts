import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import type { FieldPin, ManualChange, PinRequest, UserChange } from '../../index.js';
import { USER_STATES, type UserState } from '../database/identity-user.entity.js';
import { ChangeDto } from './change.dto.js';
import { PinValues, type SentPin } from './pin-values.js';
import { TextValues } from './text-values.js';

export class ManualChangeDto implements ManualChange {
  @ApiProperty({ type: String, nullable: true, description: 'null: the command line in the process of the host' })
  by!: string | null;
  @ApiProperty()
  reason!: string;
}

export class PinRequestDto implements PinRequest {
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When runs may write the value again. null: when the pin is removed',
  })
  expiresAt!: Date | null;
}

export class FieldPinDto extends PinRequestDto implements FieldPin {
  @ApiProperty({ type: String, nullable: true, description: 'null: the command line in the process of the host' })
  by!: string | null;
  @ApiProperty()
  reason!: string;
  @ApiProperty({ type: String, format: 'date-time' })
  since!: Date;
}

const pins = {
  type: 'object' as const,
  additionalProperties: { allOf: [{ $ref: getSchemaPath(PinRequestDto) }], nullable: true },
};

@ApiExtraModels(PinRequestDto)
export class UserChangeDto extends OmitType(ChangeDto, ['runId']) implements UserChange {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null if a person changed the user' })
  runId!: string | null;
  @ApiProperty({ type: ManualChangeDto, nullable: true, description: 'null if a run changed the user' })
  manual!: ManualChangeDto | null;
  @ApiProperty({
    ...pins,
    description: 'The pins that a person set, and those that were removed (null), by the name of the value',
  })
  pins!: Readonly<Record<string, PinRequestDto | null>>;
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
    ...pins,
    description:
      'Values that runs leave alone from now on, by name, with or without a new value: `{"expiresAt": null}` until the ' +
      'pin is removed, or until a time with `Z` or an offset, up to the year 9999. null removes a pin. `state` can be pinned, too. At most 50',
    example: { email: { expiresAt: null } },
  })
  @IsOptional()
  @PinValues(MAX_FIELDS)
  pins?: Readonly<Record<string, SentPin | null>>;

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
