import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs, type Page } from '../../index.js';
import { localizeErrors } from '../dto/localize.js';
import { ApiPage, PageQueryDto } from '../dto/page-query.dto.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/reader-language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { TextsService } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { versionIn } from './version-in.js';
import { SettingsOfVersionDto, SettingsVersionDto } from './settings-version.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/batch-synchronizations/:job/settings/versions')
export class SettingsVersionsController {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the versions of the settings, newest first. The first one is in force' })
  @ApiPage(SettingsVersionDto)
  @ApiErrors(400, 404)
  list(@Param('job') job: string, @Query() rows: PageQueryDto): Promise<Page<SettingsVersionDto>> {
    return this.jobs.settingsVersions(job, rows);
  }

  @Get(':version')
  @ApiOperation({
    summary:
      'Returns one version of the settings without secrets, with the errors that it would have today. Save it to restore it',
  })
  @ApiOkResponse({ type: SettingsOfVersionDto })
  @ApiErrors(404)
  async show(
    @Param('job') job: string,
    @Param('version') version: string,
    @ReaderLanguage() language: Language,
  ): Promise<SettingsOfVersionDto> {
    const settings = await this.jobs.settingsVersion(job, versionIn(version));
    return { ...settings, errors: localizeErrors(this.texts, language, settings.errors) };
  }
}
