import { ApiProperty, IntersectionType } from '@nestjs/swagger';

import type { PeopleNotSeenFilter, PersonNotSeen } from '../../index.js';
import { PageQueryDto } from '../dto/page-query.dto.js';
import { PeopleFilterDto } from './people-filter.dto.js';

export class PeopleNotSeenFilterDto extends PeopleFilterDto implements PeopleNotSeenFilter {}

export class PeopleNotSeenQueryDto extends IntersectionType(PageQueryDto, PeopleNotSeenFilterDto) {}

export class PersonNotSeenDto implements PersonNotSeen {
  @ApiProperty()
  stableId!: string;
  @ApiProperty({ description: 'As last read' })
  dn!: string;
  @ApiProperty()
  userId!: string;
}
