import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import type { DomainController, DomainControllerList } from '../../../index.js';
import { CheckConnectionDto } from '../settings.dto.js';

const MAX_NAME_LENGTH = 253;
const NAME = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i;

export class DomainControllersRequestDto extends CheckConnectionDto {
  @ApiPropertyOptional({
    example: 'corp.example',
    description: 'DNS name. If absent, that of the data pool, by its bind user and servers, or by the directory',
  })
  @IsOptional()
  @Matches(NAME, { context: { rule: () => ({ code: 'serverName' }) } })
  @MaxLength(MAX_NAME_LENGTH, { context: { limit: MAX_NAME_LENGTH } })
  @IsString()
  domain?: string;
}

class DomainControllerDto implements DomainController {
  @ApiProperty({ description: 'As it would stand in dataPool.urls', example: 'ldaps://dc1.corp.example' })
  url!: string;
  @ApiProperty()
  host!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Of DNS: lower ones are preferred' })
  priority!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Of Active Directory, if the directory named it' })
  site!: string | null;
  @ApiProperty({ description: 'Whether the host permits connections to it (LDAP_ALLOWED_TARGETS)' })
  isAllowed!: boolean;
  @ApiProperty({ description: 'Whether it is one of the servers already' })
  isUsed!: boolean;
}

export class DomainControllerListDto implements DomainControllerList {
  @ApiProperty()
  domain!: string;
  @ApiProperty({ enum: ['dns', 'directory'] })
  source!: DomainControllerList['source'];
  @ApiProperty({ type: [DomainControllerDto], description: 'At most 100, the preferred ones first' })
  controllers!: readonly DomainControllerDto[];
}
