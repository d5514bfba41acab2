import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { DataPools, type Page } from '../../../index.js';
import type { Language } from '../../../i18n/languages.js';
import { localizeErrors } from '../../dto/localize.js';
import { ApiPage, PageQueryDto } from '../../dto/page-query.dto.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { HostError } from '../../errors/host-error.js';
import { ReaderLanguage } from '../../language/reader-language.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { SettingsComparisonDto, SettingsVersionDto } from '../settings-version.dto.js';
import { versionIn } from '../version-in.js';
import { CompareDataPoolDto, DataPoolVersionDto } from './data-pools.dto.js';

@ApiTags('data pools')
@Auth('administrator')
@Controller('api/data-pools/:pool')
export class DataPoolVersionsController {
  constructor(
    private readonly pools: DataPools,
    private readonly texts: TextsService,
  ) {}

  @Get('versions')
  @ApiOperation({ summary: 'Lists the versions of a data pool, newest first. The first one is in force' })
  @ApiPage(SettingsVersionDto)
  @ApiErrors(400, 404)
  list(@Param('pool') pool: string, @Query() rows: PageQueryDto): Promise<Page<SettingsVersionDto>> {
    return this.pools.versions(pool, rows);
  }

  @Get('versions/:version')
  @ApiOperation({
    summary:
      'Returns one version of a data pool without secrets, with the errors that it would have today. Save its settings to restore them',
  })
  @ApiOkResponse({ type: DataPoolVersionDto })
  @ApiErrors(404)
  async show(
    @Param('pool') pool: string,
    @Param('version') version: string,
    @ReaderLanguage() language: Language,
  ): Promise<DataPoolVersionDto> {
    const found = await this.pools.version(pool, versionIn(version));
    return { ...found, errors: localizeErrors(this.texts, language, found.errors) };
  }

  @Post('comparison')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Returns what a save of these settings would change, and what that can do to the people of all its jobs. Saves nothing',
  })
  @ApiOkResponse({ type: SettingsComparisonDto })
  @ApiErrors(400, 404)
  async compare(@Param('pool') pool: string, @Body() { settings }: CompareDataPoolDto): Promise<SettingsComparisonDto> {
    const comparison = await this.pools.compare(pool, settings);
    if (!comparison.ok) throw HostError.settingsRefused(comparison.errors);
    const { version, changes } = comparison;
    return { version, changes };
  }
}
