import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';

import { IsPlainText } from '../dto/is-plain-text.js';
import { PageQueryDto } from '../dto/page-query.dto.js';
import { USER_STATES, type UserState } from '../database/identity-user.entity.js';

export class UsersQueryDto extends PageQueryDto {
  @ApiPropertyOptional({
    maxLength: 200,
    description: 'Words that must all occur in a name, e-mail address or employee number',
  })
  @IsOptional()
  @MaxLength(200, { context: { limit: 200 } })
  @IsPlainText()
  @IsString()
  query?: string;

  @ApiPropertyOptional({ enum: USER_STATES })
  @IsOptional()
  @IsIn(USER_STATES, { context: { values: USER_STATES.join(', ') } })
  state?: UserState;
}

const text = { type: String, nullable: true } as const;

export class UserDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty()
  userName!: string;
  @ApiProperty(text)
  firstName!: string | null;
  @ApiProperty(text)
  lastName!: string | null;
  @ApiProperty(text)
  displayName!: string | null;
  @ApiProperty(text)
  email!: string | null;
  @ApiProperty(text)
  phone!: string | null;
  @ApiProperty(text)
  mobile!: string | null;
  @ApiProperty(text)
  employeeNumber!: string | null;
  @ApiProperty(text)
  title!: string | null;
  @ApiProperty(text)
  department!: string | null;
  @ApiProperty(text)
  organization!: string | null;
  @ApiProperty(text)
  organizationalUnit!: string | null;
  @ApiProperty(text)
  location!: string | null;
  @ApiProperty(text)
  commonName!: string | null;
  @ApiProperty(text)
  principalName!: string | null;
  @ApiProperty(text)
  comment!: string | null;
  @ApiProperty({ ...text, description: 'Source of the user: LDAP or HOST' })
  source!: string | null;
  @ApiProperty({ example: 'active' })
  state!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Additional mapped attributes' })
  attributes!: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;
}
