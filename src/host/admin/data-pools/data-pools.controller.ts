import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { DataPools, type DataPoolWithSettings } from '../../../index.js';
import type { Language } from '../../../i18n/languages.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedDataPools } from '../../audit/audited-data-pools.service.js';
import { localizeErrors } from '../../dto/localize.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { HostError } from '../../errors/host-error.js';
import { ReaderLanguage } from '../../language/reader-language.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { localizedReport } from '../localized-report.js';
import { PresentedChainDto } from '../proposals/certificates.dto.js';
import { DomainControllerListDto } from '../proposals/domain-controllers.dto.js';
import { localizedChain } from '../proposals/localized-chain.js';
import { CheckReportDto } from '../settings.dto.js';
import {
  CheckDataPoolDto,
  DataPoolDto,
  DataPoolWithSettingsDto,
  NewDataPoolDto,
  PoolDomainControllersDto,
  SavedDataPoolDto,
  SaveDataPoolDto,
} from './data-pools.dto.js';

@ApiTags('data pools')
@Auth('administrator')
@Controller('api/data-pools')
export class DataPoolsController {
  constructor(
    private readonly pools: DataPools,
    private readonly audited: AuditedDataPools,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the data pools in the order of their names' })
  @ApiOkResponse({ type: [DataPoolDto] })
  list(): Promise<readonly DataPoolDto[]> {
    return this.pools.list();
  }

  @Post()
  @ApiOperation({ summary: 'Adds a data pool without servers' })
  @ApiCreatedResponse({ type: DataPoolWithSettingsDto })
  @ApiErrors(400)
  async create(
    @Body() { name, description }: NewDataPoolDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<DataPoolWithSettingsDto> {
    const outcome = await this.audited.create(actor, { name, description });
    if (!outcome.ok) throw HostError.settingsRefused(outcome.errors);
    return this.localize(language, await this.pools.get(name));
  }

  @Get(':pool')
  @ApiOperation({ summary: 'Returns a data pool with its settings, without secrets' })
  @ApiOkResponse({ type: DataPoolWithSettingsDto })
  @ApiErrors(404)
  async show(@Param('pool') pool: string, @ReaderLanguage() language: Language): Promise<DataPoolWithSettingsDto> {
    return this.localize(language, await this.pools.get(pool));
  }

  @Put(':pool')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @ApiOperation({
    summary: 'Saves all settings or part of them. Invalid settings are rejected with an error per field',
  })
  @ApiOkResponse({ type: SavedDataPoolDto })
  @ApiErrors(400, 404, 409)
  async save(
    @Param('pool') pool: string,
    @Body() { settings, description, expectedVersion }: SaveDataPoolDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<SavedDataPoolDto> {
    const outcome = await this.audited.save(actor, pool, {
      settings,
      ...(description !== undefined && { description }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    });
    if (!outcome.ok) throw HostError.settingsRefused(outcome.errors);
    const warnings = localizeErrors(this.texts, language, outcome.warnings);
    return Object.assign(this.localize(language, outcome.saved), { warnings });
  }

  @Delete(':pool')
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes a data pool that no job uses' })
  @ApiNoContentResponse()
  @ApiErrors(404, 409)
  delete(@Param('pool') pool: string, @RequestActor() actor: Actor): Promise<void> {
    return this.audited.delete(actor, pool);
  }

  @Post(':pool/check')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Checks the connection to the directory step by step, and looks for nobody. Writes nothing',
  })
  @ApiOkResponse({ type: CheckReportDto })
  @ApiErrors(400, 404, 409)
  async check(
    @Param('pool') pool: string,
    @Body() { settings }: CheckDataPoolDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<CheckReportDto> {
    return localizedReport(this.texts, language, await this.audited.check(actor, pool, settings));
  }

  @Post(':pool/domain-controllers')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Lists the domain controllers of Active Directory that could be servers, by DNS or the directory',
  })
  @ApiOkResponse({ type: DomainControllerListDto })
  @ApiErrors(400, 403, 404, 409, 502)
  domainControllers(
    @Param('pool') pool: string,
    @Body() request: PoolDomainControllersDto,
    @RequestActor() actor: Actor,
  ): Promise<DomainControllerListDto> {
    return this.audited.domainControllers(actor, pool, request);
  }

  @Post(':pool/certificates')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Returns the certificates that the directory presents, and what is wrong with them. Nobody signs in',
  })
  @ApiOkResponse({ type: PresentedChainDto })
  @ApiErrors(400, 404, 409, 502)
  async certificates(
    @Param('pool') pool: string,
    @Body() { settings }: CheckDataPoolDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<PresentedChainDto> {
    return localizedChain(this.texts, language, await this.audited.certificates(actor, pool, settings));
  }

  private localize(language: Language, pool: DataPoolWithSettings): DataPoolWithSettingsDto {
    return { ...pool, errors: localizeErrors(this.texts, language, pool.errors) };
  }
}
