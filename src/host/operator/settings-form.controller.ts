import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs } from '../../index.js';
import type { Language } from '../../i18n/languages.js';
import { SettingsFormDto } from '../admin/add-on.dto.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/reader-language.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';

/** The form without any value, by which operators read the names of settings that have changed. */
@ApiTags('settings')
@Auth('operator')
@Controller('api/batch-synchronizations/:job/settings/schema')
export class SettingsFormController {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Returns the JSON Schema and form layout of the settings, with texts in the language of Accept-Language',
    description: 'The schema of the process, with its defaults. It contains no value of a job',
  })
  @ApiOkResponse({ type: SettingsFormDto })
  @ApiErrors(404)
  async show(@Param('job') job: string, @ReaderLanguage() language: Language): Promise<SettingsFormDto> {
    return this.texts.translateManifest(language, (await this.jobs.manifestOf(job)).settings);
  }
}
