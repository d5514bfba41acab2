import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { BatchSyncRuns, type Page, type PeopleNotSeenFilter } from '../../index.js';
import { ApiPage } from '../dto/page-query.dto.js';
import { allPages } from '../downloads/all-pages.js';
import { sendCsv, sendJson } from '../downloads/send-rows.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { UuidPipe } from '../errors/uuid.pipe.js';
import { Auth } from '../session/auth.decorator.js';
import { PeopleNotSeenFilterDto, PeopleNotSeenQueryDto, PersonNotSeenDto } from './run-not-seen.dto.js';

const COLUMNS = ['dn', 'stableId', 'userId'] as const;

/** Whom the read of a run did not contain, as pages and as files. */
@ApiTags('runs')
@Auth('operator')
@Controller('api/runs/:id')
export class RunNotSeenController {
  constructor(private readonly runs: BatchSyncRuns) {}

  @Get('not-seen')
  @ApiOperation({
    summary: 'Lists the people whom a read did not contain although they were seen until then',
    description: 'Also those of a plan and of a run that guards stopped. By stable id',
  })
  @ApiPage(PersonNotSeenDto)
  @ApiErrors(400, 404)
  notSeen(@Param('id', UuidPipe) id: string, @Query() rows: PeopleNotSeenQueryDto): Promise<Page<PersonNotSeenDto>> {
    return this.runs.notSeen(id, rows);
  }

  @Get('not-seen.csv')
  @ApiOperation({ summary: 'Downloads the people whom a read did not contain as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line for each person', schema: { type: 'string' } })
  @ApiErrors(400, 404)
  async asCsv(
    @Param('id', UuidPipe) id: string,
    @Query() filter: PeopleNotSeenFilterDto,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    return sendCsv(response, `not-seen-${id}`, COLUMNS, this.all(id, filter));
  }

  @Get('not-seen.json')
  @ApiOperation({ summary: 'Downloads the people whom a read did not contain as a JSON array' })
  @ApiOkResponse({ type: [PersonNotSeenDto] })
  @ApiErrors(400, 404)
  async asJson(
    @Param('id', UuidPipe) id: string,
    @Query() filter: PeopleNotSeenFilterDto,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    return sendJson(response, `not-seen-${id}`, this.all(id, filter));
  }

  private all(id: string, filter: PeopleNotSeenFilter): AsyncGenerator<PersonNotSeenDto> {
    return allPages((rows) => this.runs.notSeen(id, { ...filter, ...rows }));
  }
}
