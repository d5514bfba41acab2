import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns, type Page } from '../../index.js';
import { RequestActor } from '../audit/actor.decorator.js';
import type { Actor } from '../audit/audit-record.js';
import { AuditedJobs } from '../audit/audited-jobs.service.js';
import { mapPage, localizeRun } from '../dto/localize.js';
import { ApiPage } from '../dto/page-query.dto.js';
import { RunDto } from '../dto/run.dto.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { CurrentReader, type Reader } from '../language/reader.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { OperatorCache } from './operator-cache.service.js';
import { RunsQueryDto, StartRunDto } from './runs.dto.js';
import { startedRun } from './started-run.js';

@ApiTags('runs')
@Auth('operator')
@Controller('api/batch-synchronizations/:job/runs')
export class RunsController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly audited: AuditedJobs,
    private readonly cache: OperatorCache,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the runs of a job, latest first' })
  @ApiPage(RunDto)
  @ApiErrors(400, 404)
  async list(
    @Param('job') job: string,
    @Query() rows: RunsQueryDto,
    @CurrentReader() reader: Reader,
  ): Promise<Page<RunDto>> {
    const key = `runs ${JSON.stringify([job, rows.cursor, rows.limit, rows.mode, rows.status, rows.scope])}`;
    const runs = await this.cache.get(['runs'], key, () => this.runs.list(job, rows));
    return mapPage(runs, (run) => localizeRun(this.texts, reader, run));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Starts a run. Returns 409 with the current run if one is in progress',
    description:
      'For one person, the directory is asked first. Returns 404 if it has no such entry, 409 if there are several or a run would not read it',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 403, 404, 409, 502, 504)
  async start(
    @Param('job') job: string,
    @Body() request: StartRunDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    return startedRun({ runs: this.runs, texts: this.texts }, reader, () => this.audited.start(actor, job, request));
  }
}
