import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { IsPlainText } from '../dto/is-plain-text.js';
import { ACCOUNT_ROLES, type AccountRole } from '../database/identity-user.entity.js';

export class SignInDto {
  @ApiProperty({ example: 'admin', maxLength: 256 })
  @MaxLength(256, { context: { limit: 256 } })
  @IsNotEmpty()
  @IsPlainText()
  @IsString()
  user!: string;

  @ApiProperty({ format: 'password', maxLength: 1024 })
  @MaxLength(1024, { context: { limit: 1024 } })
  @IsNotEmpty()
  @IsPlainText()
  @IsString()
  password!: string;
}

export class SessionDto {
  @ApiProperty({ example: 'admin' })
  user!: string;

  @ApiProperty({ enum: ACCOUNT_ROLES })
  role!: AccountRole;

  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Pages must send it as X-CSRF-Token with each POST, PUT, PATCH and DELETE. Null with a bearer token, which does not need it.',
  })
  csrfToken!: string | null;
}

export class NewSessionDto extends SessionDto {
  @ApiProperty({ description: 'For scripts: Authorization: Bearer <token>. Expires with the session.' })
  token!: string;
}

export class ChangePasswordDto {
  @ApiProperty({ format: 'password', maxLength: 1024 })
  @MaxLength(1024, { context: { limit: 1024 } })
  @IsNotEmpty()
  @IsPlainText()
  @IsString()
  currentPassword!: string;

  @ApiProperty({ format: 'password', minLength: 12, maxLength: 1024 })
  @MaxLength(1024, { context: { limit: 1024 } })
  @IsNotEmpty()
  @IsPlainText()
  @IsString()
  newPassword!: string;
}

export class OwnSessionDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;
  @ApiProperty({ format: 'date-time' })
  beganAt!: Date;
  @ApiProperty({ format: 'date-time', description: 'Updated once a minute' })
  lastUsedAt!: Date;
  @ApiProperty({ type: String, nullable: true, description: 'Address of the client at the sign-in' })
  address!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'User-Agent at the sign-in, shortened' })
  userAgent!: string | null;
  @ApiProperty({ description: 'Whether this request belongs to the session' })
  current!: boolean;
}
