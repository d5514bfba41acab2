import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncRuns, SyncError, type Page } from '../../index.js';
import { ChangeDto, ProblemDto } from '../dto/change.dto.js';
import { pageOf, localizeProblem, localizeRun } from '../dto/localize.js';
import { ApiPage, RowsDto } from '../dto/rows.dto.js';
import { RunDto } from '../dto/run.dto.js';
import { Identifier } from '../errors/identifier.pipe.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { ChangeRowsDto } from './run-rows.dto.js';

@ApiTags('runs')
@Auth('operator')
@Controller('api/runs/:id')
export class RunController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'A run with its counts and its read report' })
  @ApiOkResponse({ type: RunDto })
  @ApiErrors(400, 404)
  async show(@Param('id', Identifier) id: string, @ReaderLanguage() language: Language): Promise<RunDto> {
    return localizeRun(this.texts, language, await this.runs.get(id));
  }

  @Get('changes')
  @ApiOperation({ summary: 'What a run changed, user by user, or would change' })
  @ApiPage(ChangeDto)
  @ApiErrors(400, 404)
  changes(@Param('id', Identifier) id: string, @Query() rows: ChangeRowsDto): Promise<Page<ChangeDto>> {
    return this.runs.changes(id, rows);
  }

  @Get('problems')
  @ApiOperation({ summary: 'Who could not be synchronized, why, and what to do about it' })
  @ApiPage(ProblemDto)
  @ApiErrors(400, 404)
  async problems(
    @Param('id', Identifier) id: string,
    @Query() rows: RowsDto,
    @ReaderLanguage() language: Language,
  ): Promise<Page<ProblemDto>> {
    return pageOf(await this.runs.problems(id, rows), (problem) => localizeProblem(this.texts, language, problem));
  }

  @Post('approve')
  @HttpCode(202)
  @ApiOperation({ summary: 'Applies a plan exactly as it stands; not available yet' })
  @ApiErrors(400, 404, 501)
  approve(@Param('id', Identifier) id: string): Promise<never> {
    return this.notYet(id);
  }

  @Post('cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Ends a run between two chunks; not available yet' })
  @ApiErrors(400, 404, 501)
  cancel(@Param('id', Identifier) id: string): Promise<never> {
    return this.notYet(id);
  }

  @Post('revert')
  @HttpCode(202)
  @ApiOperation({ summary: 'Undoes a run with a new plan; not available yet' })
  @ApiErrors(400, 404, 501)
  revert(@Param('id', Identifier) id: string): Promise<never> {
    return this.notYet(id);
  }

  private async notYet(id: string): Promise<never> {
    await this.runs.get(id);
    throw new SyncError('NOT_YET_AVAILABLE');
  }
}
