import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSynchronizations, SyncError, type Page, type Run } from '../../index.js';
import { pageOf, runInWords } from '../answers/in-words.js';
import { ApiPage, RowsDto } from '../answers/rows.dto.js';
import { RunDto } from '../answers/run.dto.js';
import { HostError } from '../errors/host-error.js';
import { Refused } from '../errors/refused.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../language/languages.js';
import { Texts } from '../language/texts.js';
import { CurrentUser } from '../session/access.decorator.js';
import { For } from '../session/for.decorator.js';
import type { SignedIn } from '../session/signed-in.js';
import { OperatorCache } from './operator-cache.js';
import { StartRunDto } from './start-run.dto.js';

@ApiTags('runs')
@For('operator')
@Controller('api/batch-synchronizations/:symbolicName/runs')
export class RunsController {
  constructor(
    private readonly jobs: BatchSynchronizations,
    private readonly cache: OperatorCache,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The runs of a job, newest first' })
  @ApiPage(RunDto)
  @Refused(400, 404)
  async list(
    @Param('symbolicName') symbolicName: string,
    @Query() rows: RowsDto,
    @ReaderLanguage() language: Language,
  ): Promise<Page<RunDto>> {
    const key = `runs ${JSON.stringify([symbolicName, rows.cursor, rows.limit])}`;
    const runs = await this.cache.get(['runs'], key, () => this.jobs.runs(symbolicName, rows));
    return pageOf(runs, (run) => runInWords(this.texts, language, run));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Starts a run. 409 with the run that is in the way, when there is one' })
  @ApiAcceptedResponse({ type: RunDto })
  @Refused(400, 404, 409, 501)
  async start(
    @Param('symbolicName') symbolicName: string,
    @Body() { mode, approve }: StartRunDto,
    @CurrentUser() { userName }: SignedIn,
    @ReaderLanguage() language: Language,
  ): Promise<RunDto> {
    if (approve) throw new SyncError('NOT_YET_AVAILABLE');
    try {
      return runInWords(this.texts, language, await this.jobs.start(symbolicName, { mode, startedBy: userName }));
    } catch (error) {
      const run = await this.inTheWay(error);
      throw run ? HostError.runInProgress(runInWords(this.texts, language, run)) : error;
    }
  }

  /** Undefined also when the one that was in the way is gone by now, or changes too fast to be named. */
  private async inTheWay(error: unknown): Promise<Run | undefined> {
    if (!(error instanceof SyncError) || error.code !== 'RUN_IN_PROGRESS') return undefined;
    const { runId } = error.params;
    if (!runId) return undefined;
    return this.jobs.run(String(runId)).catch((lookingUp: unknown) => {
      if (lookingUp instanceof SyncError && lookingUp.code === 'RUN_NOT_FOUND') return undefined;
      throw lookingUp;
    });
  }
}
