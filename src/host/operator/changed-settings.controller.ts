import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs } from '../../index.js';
import { ChangedSettingsDto } from '../admin/settings-version.dto.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { CurrentReader, type Reader } from '../language/reader.decorator.js';
import { Auth } from '../session/auth.decorator.js';

@ApiTags('batch synchronizations')
@Auth('operator')
@Controller('api/batch-synchronizations/:job/changed-settings')
export class ChangedSettingsController {
  constructor(private readonly jobs: BatchSyncJobs) {}

  @Get()
  @ApiOperation({
    summary: 'Lists the settings that have changed since the last applied run',
    description: 'Only administrators get the values',
  })
  @ApiOkResponse({ type: ChangedSettingsDto })
  @ApiErrors(404)
  async list(@Param('job') job: string, @CurrentReader() { role }: Reader): Promise<ChangedSettingsDto> {
    const changes = await this.jobs.changesSinceApplied(job);
    if (role === 'administrator') return { changes };
    return { changes: changes && changes.map((change) => ({ ...change, before: null, after: null })) };
  }
}
