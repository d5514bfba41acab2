import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Language } from '../../i18n/languages.js';
import { BatchSyncRuns } from '../../index.js';
import { localizeErrors } from '../dto/localize.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { UuidPipe } from '../errors/uuid.pipe.js';
import { ReaderLanguage } from '../language/reader-language.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { SettingsOfVersionDto } from './settings-version.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/runs/:id/settings')
export class UnsavedSettingsController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Returns the unsaved settings that a plan was made with, without secrets',
    description:
      'With the version in force and what would change if they were saved now. Returns 404 if the run had none, ended without a plan, was applied or is too old to be applied',
  })
  @ApiOkResponse({ type: SettingsOfVersionDto })
  @ApiErrors(400, 404)
  async show(@Param('id', UuidPipe) id: string, @ReaderLanguage() language: Language): Promise<SettingsOfVersionDto> {
    const settings = await this.runs.unsavedSettings(id);
    return { ...settings, errors: localizeErrors(this.texts, language, settings.errors) };
  }
}
