import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { BatchSynchronizations } from '../../index.js';
import { runInWords } from '../answers/in-words.js';
import { Identifier } from '../errors/identifier.pipe.js';
import { Refused } from '../errors/refused.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../language/languages.js';
import { Texts } from '../language/texts.js';
import { Streams } from '../live/streams.js';
import { CurrentUser } from '../session/access.decorator.js';
import { For } from '../session/for.decorator.js';
import type { SignedIn } from '../session/signed-in.js';

@ApiTags('runs')
@For('operator')
@Controller('api/runs/:id/events')
export class RunEventsController {
  constructor(
    private readonly jobs: BatchSynchronizations,
    private readonly streams: Streams,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Live: `progress` each time the numbers move, then `end` with the run' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Server-sent events', schema: { type: 'string' } })
  @Refused(400, 404)
  async follow(
    @Param('id', Identifier) id: string,
    @CurrentUser() { session }: SignedIn,
    @ReaderLanguage() language: Language,
    @Res() response: Response,
  ): Promise<void> {
    await this.jobs.run(id);
    const stream = this.streams.open(response, session);
    for await (const progress of this.jobs.progress(id, stream.signal)) stream.send('progress', progress);
    if (stream.signal.aborted) return;
    stream.send('end', runInWords(this.texts, language, await this.jobs.run(id)));
    stream.end();
  }
}
