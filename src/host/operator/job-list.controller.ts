import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs, type BatchSynchronization } from '../../index.js';
import { localizeStoredErrors } from '../dto/localize.js';
import { JobDto } from '../dto/job.dto.js';
import { CurrentReader, type Reader } from '../language/reader.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { OperatorCache } from './operator-cache.service.js';

@ApiTags('batch synchronizations')
@Auth('operator')
@Controller('api/batch-synchronizations')
export class JobListController {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly cache: OperatorCache,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the jobs with their latest run and next execution' })
  @ApiOkResponse({ type: [JobDto] })
  async list(@CurrentReader() reader: Reader): Promise<JobDto[]> {
    const jobs = await this.cache.get(
      ['batch-synchronizations', 'runs'],
      'jobs',
      () => this.jobs.list(),
      earliestChange,
    );
    return jobs.map((job) => this.localize(reader, job));
  }

  private localize(
    reader: Reader,
    { processName, description, paused, settingsErrors, ...job }: BatchSynchronization,
  ): JobDto {
    return {
      ...job,
      ...this.texts.translateManifest(reader.language, { processName }),
      description: job.isFirst ? this.texts.translateManifest(reader.language, description) : description,
      paused: paused && { ...paused, ...this.texts.error(reader, paused.code, paused.params) },
      settingsErrors: localizeStoredErrors(this.texts, reader, settingsErrors),
    };
  }
}

/** The cached list expires at the next scheduled execution, even if no run results from it, and when a plan expires. */
function earliestChange(jobs: readonly BatchSynchronization[]): Date | null {
  const times = jobs.flatMap(({ nextExecution, waitingPlan }) =>
    [nextExecution, waitingPlan?.until].flatMap((time) => (time ? [time.getTime()] : [])),
  );
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
