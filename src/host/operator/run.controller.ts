import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns } from '../../index.js';
import { RequestActor } from '../audit/actor.decorator.js';
import type { Actor } from '../audit/audit-record.js';
import { AuditedJobs } from '../audit/audited-jobs.service.js';
import { AuditedUsers } from '../audit/audited-users.service.js';
import { GuardFindingDto } from '../dto/guard-finding.dto.js';
import { localizeFinding, localizeRun } from '../dto/localize.js';
import { RunDetailsDto, RunDto } from '../dto/run.dto.js';
import { UuidPipe } from '../errors/uuid.pipe.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { CurrentReader, type Reader } from '../language/reader.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { LimitBody, SELECTION_BODY_LIMITS } from '../requests/body-limits.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import { ApprovePlanDto, PinRevertedDto, RevertedPinsDto, RevertRunDto } from './runs.dto.js';

@ApiTags('runs')
@Auth('operator')
@Controller('api/runs/:id')
export class RunController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly audited: AuditedJobs,
    private readonly auditedUsers: AuditedUsers,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Returns a run with its counts and read report' })
  @ApiOkResponse({ type: RunDetailsDto })
  @ApiErrors(400, 404)
  async show(
    @Param('id', UuidPipe) id: string,
    @RequestActor() { who }: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDetailsDto> {
    const [run, plan] = await Promise.all([this.runs.get(id), this.runs.planState(id)]);
    const approverObstacle = plan.next ? await this.runs.approverObstacle(id, who) : null;
    const redone = run.reverts && run.endedAt ? await this.runs.revertOutlook(id) : null;
    return Object.assign(localizeRun(this.texts, reader, run), { plan, approverObstacle, redone });
  }

  @Get('guards')
  @ApiOperation({ summary: 'Lists what is beyond the limits of the job, the most telling first' })
  @ApiOkResponse({ type: [GuardFindingDto] })
  @ApiErrors(400, 404)
  async guards(
    @Param('id', UuidPipe) id: string,
    @CurrentReader() reader: Reader,
  ): Promise<readonly GuardFindingDto[]> {
    const findings = await this.runs.guards(id);
    return findings.map((finding) => localizeFinding(this.texts, reader, finding));
  }

  @Post('approve')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Applies exactly the changes of a plan',
    description:
      'The plan becomes a run with the same ID; a run that guards stopped is queued again. Returns 409 if it is stale, has another hash or was approved',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409)
  async approve(
    @Param('id', UuidPipe) id: string,
    @Body() approval: ApprovePlanDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    return localizeRun(this.texts, reader, await this.audited.approve(actor, id, approval));
  }

  @Post('cancel')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancels a run',
    description:
      'It ends within a second, between two pages or chunks. What was applied stays. Returns 409 if it has ended',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409)
  async cancel(
    @Param('id', UuidPipe) id: string,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    return localizeRun(this.texts, reader, await this.audited.cancel(actor, id));
  }

  @Post('resume')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Applies the rest of the plan of a run that broke off',
    description:
      'The run keeps its ID. Returns 409 if it neither broke off after it had applied a part of its plan nor failed after its plan was approved or begun, if the plan is stale, or if the job needs four eyes, nothing of the approved plan was applied yet, and the user could not approve it',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409)
  async resume(
    @Param('id', UuidPipe) id: string,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    return localizeRun(this.texts, reader, await this.audited.resume(actor, id));
  }

  @Post('revert')
  @HttpCode(202)
  @LimitBody(SELECTION_BODY_LIMITS)
  @ApiOperation({
    summary: 'Plans to turn back what a run changed',
    description:
      'Returns the plan, which is approved like any other. Returns 409 if the run changed nothing of what is selected',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409)
  async revert(
    @Param('id', UuidPipe) id: string,
    @Body() request: RevertRunDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    return localizeRun(this.texts, reader, await this.audited.revert(actor, id, request));
  }

  @Post('pins')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pins the values that a revert has written',
    description:
      'Of all users of the revert whose values the next run could write again. Runs leave them alone from now on. Nobody if the run is no revert, was not applied, or if a later run has written the values of the directory. Returns 409 if another program keeps a user locked; users may have got pins by then: repeat the request',
  })
  @ApiOkResponse({ type: RevertedPinsDto })
  @ApiErrors(400, 404, 409)
  async pin(
    @Param('id', UuidPipe) id: string,
    @Body() request: PinRevertedDto,
    @RequestActor() actor: Actor,
  ): Promise<RevertedPinsDto> {
    await this.runs.get(id);
    return { users: await this.auditedUsers.pinReverted(actor, id, request) };
  }

  @Get('reverts')
  @ApiOperation({ summary: 'Lists the runs and plans that turn back this run, latest first' })
  @ApiOkResponse({ type: [RunDto] })
  @ApiErrors(400, 404)
  async reverts(@Param('id', UuidPipe) id: string, @CurrentReader() reader: Reader): Promise<readonly RunDto[]> {
    return (await this.runs.revertsOf(id)).map((run) => localizeRun(this.texts, reader, run));
  }
}
