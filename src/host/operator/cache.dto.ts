import { ApiProperty } from '@nestjs/swagger';

import { CACHE_NAMES, type CacheName } from '../../index.js';
import type { CacheState } from './operator-cache.service.js';

export class CacheDto implements CacheState {
  @ApiProperty({ enum: CACHE_NAMES })
  cache!: CacheName;

  @ApiProperty({ description: 'Increased with each change of the cached data' })
  generation!: number;

  @ApiProperty({ description: 'Number of cached responses' })
  entries!: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the oldest cached response was stored',
  })
  cachedAt!: Date | null;
}
