import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns, SyncError, type Page, type Run } from '../../index.js';
import { pageOf, localizeRun } from '../dto/localize.js';
import { ApiPage, RowsDto } from '../dto/rows.dto.js';
import { RunDto } from '../dto/run.dto.js';
import { HostError } from '../errors/host-error.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { CurrentUser } from '../session/access.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { SignedIn } from '../session/signed-in.js';
import { OperatorCache } from './operator-cache.service.js';
import { StartRunDto } from './start-run.dto.js';

@ApiTags('runs')
@Auth('operator')
@Controller('api/batch-synchronizations/:job/runs')
export class RunsController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly cache: OperatorCache,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The runs of a job, newest first' })
  @ApiPage(RunDto)
  @ApiErrors(400, 404)
  async list(
    @Param('job') job: string,
    @Query() rows: RowsDto,
    @ReaderLanguage() language: Language,
  ): Promise<Page<RunDto>> {
    const key = `runs ${JSON.stringify([job, rows.cursor, rows.limit])}`;
    const runs = await this.cache.get(['runs'], key, () => this.runs.list(job, rows));
    return pageOf(runs, (run) => localizeRun(this.texts, language, run));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Starts a run. 409 with the run that is in the way, when there is one' })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409, 501)
  async start(
    @Param('job') job: string,
    @Body() { mode, approve }: StartRunDto,
    @CurrentUser() { userName }: SignedIn,
    @ReaderLanguage() language: Language,
  ): Promise<RunDto> {
    if (approve) throw new SyncError('NOT_YET_AVAILABLE');
    try {
      return localizeRun(this.texts, language, await this.runs.start(job, { mode, startedBy: userName }));
    } catch (error) {
      const run = await this.inTheWay(error);
      throw run ? HostError.runInProgress(localizeRun(this.texts, language, run)) : error;
    }
  }

  /** Undefined also when the one that was in the way is gone by now, or changes too fast to be named. */
  private async inTheWay(error: unknown): Promise<Run | undefined> {
    if (!(error instanceof SyncError) || error.code !== 'RUN_IN_PROGRESS') return undefined;
    const { runId } = error.params;
    if (!runId) return undefined;
    return this.runs.get(String(runId)).catch((lookingUp: unknown) => {
      if (lookingUp instanceof SyncError && lookingUp.code === 'RUN_NOT_FOUND') return undefined;
      throw lookingUp;
    });
  }
}
