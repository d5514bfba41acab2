import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs, type JobSettings } from '../../index.js';
import { RequestActor } from '../audit/actor.decorator.js';
import type { Actor } from '../audit/audit-record.js';
import { AuditedJobs } from '../audit/audited-jobs.service.js';
import { localizeErrors } from '../dto/localize.js';
import { RunFiguresDto } from '../dto/run-figures.dto.js';
import { HostError } from '../errors/host-error.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/reader-language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { TextsService } from '../language/texts.service.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../requests/body-limits.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import { localizedReport } from './localized-report.js';
import {
  CheckConnectionDto,
  CheckReportDto,
  CompareSettingsDto,
  SchedulePreviewDto,
  PreviewScheduleDto,
  SavedSettingsDto,
  SaveSettingsDto,
  SettingsDto,
} from './settings.dto.js';
import { SettingsComparisonDto } from './settings-version.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/batch-synchronizations/:job')
export class SettingsController {
  constructor(
    private readonly jobs: BatchSyncJobs,
    private readonly audited: AuditedJobs,
    private readonly texts: TextsService,
  ) {}

  @Get('settings')
  @ApiOperation({ summary: 'Returns the settings of a job without secrets' })
  @ApiOkResponse({ type: SettingsDto })
  @ApiErrors(404)
  async show(@Param('job') job: string, @ReaderLanguage() language: Language): Promise<SettingsDto> {
    return this.localize(language, await this.jobs.settings(job));
  }

  @Put('settings')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @ApiOperation({
    summary:
      'Saves all settings or part of them. Invalid settings are rejected with an error per field, and nothing is saved. Values that are stored already make no new version',
  })
  @ApiOkResponse({ type: SavedSettingsDto })
  @ApiErrors(400, 404, 409)
  async save(
    @Param('job') job: string,
    @Body() { settings, version }: SaveSettingsDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<SavedSettingsDto> {
    const outcome = await this.audited.save(actor, job, {
      settings,
      ...(version !== undefined && { expectedVersion: version }),
    });
    if (!outcome.ok) throw HostError.settingsRefused(outcome.errors);
    const { saved, nextExecution } = outcome;
    const warnings = localizeErrors(this.texts, language, outcome.warnings);
    return { ...saved, errors: localizeErrors(this.texts, language, saved.errors), nextExecution, warnings };
  }

  @Get('guard-figures')
  @ApiOperation({ summary: 'Returns what guards counted in the latest runs, newest first, to compare limits with' })
  @ApiOkResponse({ type: [RunFiguresDto] })
  @ApiErrors(404)
  guardFigures(@Param('job') job: string): Promise<readonly RunFiguresDto[]> {
    return this.jobs.guardFigures(job);
  }

  @Post('settings/comparison')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Returns what a save of these settings would change, and what that can do. Saves nothing' })
  @ApiOkResponse({ type: SettingsComparisonDto })
  @ApiErrors(400, 404)
  async compare(@Param('job') job: string, @Body() { settings }: CompareSettingsDto): Promise<SettingsComparisonDto> {
    const comparison = await this.jobs.compareSettings(job, settings);
    if (!comparison.ok) throw HostError.settingsRefused(comparison.errors);
    const { version, changes } = comparison;
    return { version, changes };
  }

  @Post('schedule-preview')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Describes a schedule in words and returns its next five executions and warnings, or the errors in it',
  })
  @ApiOkResponse({ type: SchedulePreviewDto })
  @ApiErrors(400, 404)
  async preview(
    @Param('job') job: string,
    @Body() { expression, timeZone }: PreviewScheduleDto,
    @ReaderLanguage() language: Language,
  ): Promise<SchedulePreviewDto> {
    const preview = await this.jobs.previewSchedule(job, expression, timeZone, language);
    if (!preview.ok) return { ok: false, errors: localizeErrors(this.texts, language, preview.errors) };
    return { ...preview, warnings: localizeErrors(this.texts, language, preview.warnings) };
  }

  @Post('check')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks the connection to the directory step by step. Writes nothing' })
  @ApiOkResponse({ type: CheckReportDto })
  @ApiErrors(400, 404, 409)
  async check(
    @Param('job') job: string,
    @Body() { settings }: CheckConnectionDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<CheckReportDto> {
    return localizedReport(this.texts, language, await this.audited.check(actor, job, settings));
  }

  private localize(language: Language, settings: JobSettings): SettingsDto {
    return { ...settings, errors: localizeErrors(this.texts, language, settings.errors) };
  }
}
