import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { BatchSyncRuns } from '../../index.js';
import { localizeRun } from '../dto/localize.js';
import { Identifier } from '../errors/identifier.pipe.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { Streams } from '../live/event-streams.service.js';
import { CurrentUser } from '../session/access.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { SignedIn } from '../session/signed-in.js';

@ApiTags('runs')
@Auth('operator')
@Controller('api/runs/:id/events')
export class RunEventsController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly streams: Streams,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Live: `progress` each time the numbers move, then `end` with the run' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Server-sent events', schema: { type: 'string' } })
  @ApiErrors(400, 404)
  async follow(
    @Param('id', Identifier) id: string,
    @CurrentUser() { session }: SignedIn,
    @ReaderLanguage() language: Language,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    const stream = this.streams.open(response, session);
    for await (const progress of this.runs.progress(id, stream.signal)) stream.send('progress', progress);
    if (stream.signal.aborted) return;
    stream.send('end', localizeRun(this.texts, language, await this.runs.get(id)));
    stream.end();
  }
}
