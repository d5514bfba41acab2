import { Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CACHE_INVALIDATED, CACHE_NAMES, SyncEvents } from '../../index.js';
import { RequestActor } from '../audit/actor.decorator.js';
import { AuditLog } from '../audit/audit-log.service.js';
import type { Actor } from '../audit/audit-record.js';
import { EventStreams } from '../live/event-streams.service.js';
import { CurrentUser } from '../session/current-user.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { AuthenticatedUser } from '../session/authenticated-user.js';
import { CacheDto } from './cache.dto.js';
import { OperatorCache } from './operator-cache.service.js';

@ApiTags('cache')
@Auth('operator')
@Controller('api/cache')
export class CacheController {
  constructor(
    private readonly cache: OperatorCache,
    private readonly events: SyncEvents,
    private readonly streams: EventStreams,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the caches with their generations' })
  @ApiOkResponse({ type: [CacheDto] })
  show(): CacheDto[] {
    return [...this.cache.state()];
  }

  @Post('clear')
  @HttpCode(200)
  @ApiOperation({ summary: 'Clears the caches in all processes' })
  @ApiOkResponse({ type: [CacheDto] })
  async clear(@RequestActor() actor: Actor): Promise<CacheDto[]> {
    await this.audit.attempt({ actor, what: 'cache.clear' }, () => this.events.invalidate(CACHE_NAMES));
    await this.cache.catchUp();
    return [...this.cache.state()];
  }

  @Get('events')
  @ApiOperation({
    summary:
      'Streams `cache-invalidated` when a cache becomes stale and `run-progressed` when a run changes its status',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Server-sent events', schema: { type: 'string' } })
  follow(@CurrentUser() { session }: AuthenticatedUser, @Res() response: Response): void {
    const stream = this.streams.open(response, session);
    let lastSent = '';
    const unsubscribe = this.events.subscribe((event) => {
      if (event.event === CACHE_INVALIDATED) {
        stream.send('cache-invalidated', { cache: event.cache, generation: event.generation });
        return;
      }
      // A run reports progress many times a second, but changes its status only a few times.
      const { runId, status } = event;
      if (lastSent === `${runId} ${status}`) return;
      lastSent = `${runId} ${status}`;
      stream.send('run-progressed', { runId, status });
    });
    stream.signal.addEventListener('abort', unsubscribe);
  }
}
