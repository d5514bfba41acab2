import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CACHE_INVALIDATED, CACHE_NAMES, SyncEvents } from '../../index.js';
import { Streams } from '../live/event-streams.service.js';
import { CurrentUser } from '../session/access.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { SignedIn } from '../session/signed-in.js';
import { CacheDto } from './cache.dto.js';
import { OperatorCache } from './operator-cache.service.js';

@ApiTags('cache')
@Auth('operator')
@Controller('api/cache')
export class CacheController {
  constructor(
    private readonly cache: OperatorCache,
    private readonly events: SyncEvents,
    private readonly streams: Streams,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What is cached, and at which generation' })
  @ApiOkResponse({ type: [CacheDto] })
  show(): CacheDto[] {
    return [...this.cache.state()];
  }

  @Post('clear')
  @HttpCode(200)
  @ApiOperation({ summary: 'Clear cache: here, and in every other process' })
  @ApiOkResponse({ type: [CacheDto] })
  async clear(): Promise<CacheDto[]> {
    await this.events.invalidate(CACHE_NAMES);
    await this.cache.catchUp();
    return [...this.cache.state()];
  }

  @Get('events')
  @ApiOperation({
    summary:
      'Live: `cache-invalidated` each time something cached grew stale, `run-progressed` with each status of a run',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Server-sent events', schema: { type: 'string' } })
  follow(@CurrentUser() { session }: SignedIn, @Res() response: Response): void {
    const stream = this.streams.open(response, session);
    let told = '';
    const unsubscribe = this.events.subscribe((event) => {
      if (event.event === CACHE_INVALIDATED) {
        stream.send('cache-invalidated', { cache: event.cache, generation: event.generation });
        return;
      }
      // A run moves many times a second; its status only a few times in all.
      const { runId, status } = event;
      if (told === `${runId} ${status}`) return;
      told = `${runId} ${status}`;
      stream.send('run-progressed', { runId, status });
    });
    stream.signal.addEventListener('abort', unsubscribe);
  }
}
