import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSynchronizations, type JobSettings } from '../../index.js';
import { errorsInWords } from '../answers/in-words.js';
import { HostError } from '../errors/host-error.js';
import { Refused } from '../errors/refused.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../language/languages.js';
import { Texts } from '../language/texts.js';
import { CurrentUser } from '../session/access.decorator.js';
import { For } from '../session/for.decorator.js';
import type { SignedIn } from '../session/signed-in.js';
import { SettingsFormDto } from './add-on.dto.js';
import {
  CheckDto,
  CheckReportDto,
  PreviewAnswerDto,
  PreviewDto,
  SaveSettingsDto,
  SettingsDto,
} from './settings.dto.js';

@ApiTags('settings')
@For('administrator')
@Controller('api/batch-synchronizations/:symbolicName')
export class SettingsController {
  constructor(
    private readonly jobs: BatchSynchronizations,
    private readonly texts: Texts,
  ) {}

  @Get('settings')
  @ApiOperation({ summary: 'All settings of a job, without its secrets' })
  @ApiOkResponse({ type: SettingsDto })
  @Refused(404)
  async show(@Param('symbolicName') symbolicName: string, @ReaderLanguage() language: Language): Promise<SettingsDto> {
    return this.inWords(language, await this.jobs.settings(symbolicName));
  }

  @Put('settings')
  @ApiOperation({
    summary: 'Saves all settings or a part. What is wrong is refused field by field, and nothing changes',
  })
  @ApiOkResponse({ type: SettingsDto })
  @Refused(400, 404, 409)
  async save(
    @Param('symbolicName') symbolicName: string,
    @Body() { settings, version }: SaveSettingsDto,
    @CurrentUser() { userName }: SignedIn,
    @ReaderLanguage() language: Language,
  ): Promise<SettingsDto> {
    const outcome = await this.jobs.saveSettings(symbolicName, {
      settings,
      changedBy: userName,
      ...(version !== undefined && { expectedVersion: version }),
    });
    if (!outcome.ok) throw HostError.settingsRefused(outcome.errors);
    return this.inWords(language, outcome.saved);
  }

  @Get('settings/schema')
  @ApiOperation({ summary: "JSON Schema and form layout of the settings, with texts in the reader's language" })
  @ApiOkResponse({ type: SettingsFormDto })
  @Refused(404)
  async form(
    @Param('symbolicName') symbolicName: string,
    @ReaderLanguage() language: Language,
  ): Promise<SettingsFormDto> {
    await this.jobs.settings(symbolicName);
    return this.texts.declared(language, this.jobs.manifest().settings);
  }

  @Post('schedule-preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'A schedule as a sentence, and its next five executions, or why not' })
  @ApiOkResponse({ type: PreviewAnswerDto })
  @Refused(400, 404)
  async preview(
    @Param('symbolicName') symbolicName: string,
    @Body() { expression, timeZone }: PreviewDto,
    @ReaderLanguage() language: Language,
  ): Promise<PreviewAnswerDto> {
    const preview = await this.jobs.previewSchedule(symbolicName, expression, timeZone, language);
    return preview.ok ? preview : { ok: false, errors: errorsInWords(this.texts, language, preview.errors) };
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks the connection step by step. Writes nothing' })
  @ApiOkResponse({ type: CheckReportDto })
  @Refused(400, 404)
  async check(
    @Param('symbolicName') symbolicName: string,
    @Body() { settings }: CheckDto,
    @ReaderLanguage() language: Language,
  ): Promise<CheckReportDto> {
    const report = await this.jobs.check(symbolicName, settings);
    return { ...report, steps: report.steps.map((step) => ({ ...step, ...this.texts.checkStep(language, step) })) };
  }

  private inWords(language: Language, settings: JobSettings): SettingsDto {
    return { ...settings, errors: errorsInWords(this.texts, language, settings.errors) };
  }
}
