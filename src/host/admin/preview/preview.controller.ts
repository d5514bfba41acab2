import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns } from '../../../index.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedJobs } from '../../audit/audited-jobs.service.js';
import { RunDto } from '../../dto/run.dto.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { CurrentReader, type Reader } from '../../language/reader.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { startedRun } from '../../operator/started-run.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { CheckConnectionDto } from '../settings.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/batch-synchronizations/:job/plan')
export class PreviewController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly audited: AuditedJobs,
    private readonly texts: TextsService,
  ) {}

  @Post()
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(202)
  @ApiOperation({
    summary:
      'Plans what a run would change with unsaved settings. The plan can be approved once they are the saved ones',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409)
  async start(
    @Param('job') job: string,
    @Body() { settings }: CheckConnectionDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    const request = { mode: 'plan', ...(settings && { settings }) } as const;
    return startedRun({ runs: this.runs, texts: this.texts }, reader, () => this.audited.start(actor, job, request));
  }
}
