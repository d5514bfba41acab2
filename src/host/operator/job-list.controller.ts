import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs, type BatchSynchronization } from '../../index.js';
import { localizeErrors } from '../dto/localize.js';
import { JobDto } from '../dto/job.dto.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { OperatorCache } from './operator-cache.service.js';

@ApiTags('batch synchronizations')
@Auth('operator')
@Controller('api/batch-synchronizations')
export class JobListController {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly cache: OperatorCache,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The jobs, with their newest run and their next execution' })
  @ApiOkResponse({ type: [JobDto] })
  async list(@ReaderLanguage() language: Language): Promise<JobDto[]> {
    const jobs = await this.cache.get(['batch-synchronizations', 'runs'], 'jobs', () => this.jobs.list(), nextOfAny);
    return jobs.map((job) => this.inWords(language, job));
  }

  private inWords(
    language: Language,
    { processName, description, settingsErrors, ...job }: BatchSynchronization,
  ): JobDto {
    return {
      ...job,
      ...this.texts.translateManifest(language, { processName, description }),
      settingsErrors: localizeErrors(this.texts, language, settingsErrors),
    };
  }
}

/** When the schedule strikes, the next execution is another one, whether or not a run comes of it. */
function nextOfAny(jobs: readonly BatchSynchronization[]): Date | null {
  const times = jobs.flatMap((job) => (job.nextExecution ? [job.nextExecution.getTime()] : []));
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
