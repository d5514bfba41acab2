import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs, type JobSettings } from '../../index.js';
import { localizeErrors } from '../dto/localize.js';
import { HostError } from '../errors/host-error.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { CurrentUser } from '../session/access.decorator.js';
import { Auth } from '../session/auth.decorator.js';
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
@Auth('administrator')
@Controller('api/batch-synchronizations/:job')
export class SettingsController {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly texts: Texts,
  ) {}

  @Get('settings')
  @ApiOperation({ summary: 'All settings of a job, without its secrets' })
  @ApiOkResponse({ type: SettingsDto })
  @ApiErrors(404)
  async show(@Param('job') job: string, @ReaderLanguage() language: Language): Promise<SettingsDto> {
    return this.inWords(language, await this.jobs.settings(job));
  }

  @Put('settings')
  @ApiOperation({
    summary: 'Saves all settings or a part. What is wrong is refused field by field, and nothing changes',
  })
  @ApiOkResponse({ type: SettingsDto })
  @ApiErrors(400, 404, 409)
  async save(
    @Param('job') job: string,
    @Body() { settings, version }: SaveSettingsDto,
    @CurrentUser() { userName }: SignedIn,
    @ReaderLanguage() language: Language,
  ): Promise<SettingsDto> {
    const outcome = await this.jobs.saveSettings(job, {
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
  @ApiErrors(404)
  form(@Param('job') job: string, @ReaderLanguage() language: Language): SettingsFormDto {
    return this.texts.translateManifest(language, this.jobs.manifest(job).settings);
  }

  @Post('schedule-preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'A schedule as a sentence, and its next five executions, or why not' })
  @ApiOkResponse({ type: PreviewAnswerDto })
  @ApiErrors(400, 404)
  async preview(
    @Param('job') job: string,
    @Body() { expression, timeZone }: PreviewDto,
    @ReaderLanguage() language: Language,
  ): Promise<PreviewAnswerDto> {
    const preview = await this.jobs.previewSchedule(job, expression, timeZone, language);
    return preview.ok ? preview : { ok: false, errors: localizeErrors(this.texts, language, preview.errors) };
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks the connection step by step. Writes nothing' })
  @ApiOkResponse({ type: CheckReportDto })
  @ApiErrors(400, 404)
  async check(
    @Param('job') job: string,
    @Body() { settings }: CheckDto,
    @ReaderLanguage() language: Language,
  ): Promise<CheckReportDto> {
    const report = await this.jobs.check(job, settings);
    return { ...report, steps: report.steps.map((step) => ({ ...step, ...this.texts.checkStep(language, step) })) };
  }

  private inWords(language: Language, settings: JobSettings): SettingsDto {
    return { ...settings, errors: localizeErrors(this.texts, language, settings.errors) };
  }
}
