import { Body, Controller, Delete, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedDataPools } from '../../audit/audited-data-pools.service.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { HostError } from '../../errors/host-error.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { CreatedJobDto, DescribeJobDto, NewJobDto } from './data-pools.dto.js';

@ApiTags('batch synchronizations')
@Auth('administrator')
@Controller('api/batch-synchronizations')
export class FurtherJobsController {
  constructor(private readonly audited: AuditedDataPools) {}

  @Post()
  @LimitBody(SETTINGS_BODY_LIMITS)
  @ApiOperation({ summary: 'Adds a job of a process, with its settings' })
  @ApiCreatedResponse({ type: CreatedJobDto })
  @ApiErrors(400, 404)
  async create(
    @Body() { name, description, dataPool, ...optional }: NewJobDto,
    @RequestActor() actor: Actor,
  ): Promise<CreatedJobDto> {
    const job = { name, description, dataPool };
    const outcome = await this.audited.createJob(actor, { ...job, ...optional });
    if (!outcome.ok) throw HostError.settingsRefused(outcome.errors);
    return job;
  }

  @Put(':job')
  @HttpCode(204)
  @ApiOperation({ summary: 'Changes the description of a job that is not the first one of its process' })
  @ApiNoContentResponse()
  @ApiErrors(400, 404, 409)
  async describe(
    @Param('job') job: string,
    @Body() { description }: DescribeJobDto,
    @RequestActor() actor: Actor,
  ): Promise<void> {
    const outcome = await this.audited.describeJob(actor, job, description);
    if (!outcome.ok) throw HostError.settingsRefused(outcome.errors);
  }

  @Delete(':job')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a job that is not the first one of its process. Its runs stay' })
  @ApiNoContentResponse()
  @ApiErrors(404, 409)
  delete(@Param('job') job: string, @RequestActor() actor: Actor): Promise<void> {
    return this.audited.deleteJob(actor, job);
  }
}
