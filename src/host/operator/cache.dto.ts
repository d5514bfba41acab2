import { ApiProperty } from '@nestjs/swagger';

import { CACHE_NAMES, type CacheName } from '../../index.js';
import type { CacheState } from './operator-cache.service.js';

export class CacheDto implements CacheState {
  @ApiProperty({ enum: CACHE_NAMES })
  cache!: CacheName;

  @ApiProperty({ description: 'Raised with each change of what is cached' })
  generation!: number;

  @ApiProperty({ description: 'How many answers are held' })
  entries!: number;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When the first of them was cached' })
  cachedAt!: Date | null;
}
