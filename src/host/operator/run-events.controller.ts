import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { BatchSyncRuns } from '../../index.js';
import { localizeRun } from '../dto/localize.js';
import { UuidPipe } from '../errors/uuid.pipe.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { CurrentReader, type Reader } from '../language/reader.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { EventStreams } from '../live/event-streams.service.js';
import { CurrentUser } from '../session/current-user.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { AuthenticatedUser } from '../session/authenticated-user.js';

@ApiTags('runs')
@Auth('operator')
@Controller('api/runs/:id/events')
export class RunEventsController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly streams: EventStreams,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Streams `progress` when the counts change, then `end` with the run' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Server-sent events', schema: { type: 'string' } })
  @ApiErrors(400, 404)
  async follow(
    @Param('id', UuidPipe) id: string,
    @CurrentUser() { session }: AuthenticatedUser,
    @CurrentReader() reader: Reader,
    @Res() response: Response,
  ): Promise<void> {
    const { id: runId } = await this.runs.get(id);
    const stream = this.streams.open(response, session);
    for await (const progress of this.runs.progress(runId, stream.signal)) stream.send('progress', progress);
    if (stream.signal.aborted) return;
    stream.send('end', localizeRun(this.texts, reader, await this.runs.get(id)));
    stream.end();
  }
}
