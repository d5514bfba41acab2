import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import type { Page } from '../../index.js';
import { ApiPage } from '../dto/page-query.dto.js';
import { sendCsv, sendJson } from '../downloads/send-rows.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import { AuditReader } from './audit-reader.service.js';
import { AuditEventDto, AuditFilterDto, AuditQueryDto } from './audit.dto.js';

const COLUMNS = ['at', 'who', 'role', 'what', 'outcome', 'subject', 'address', 'by', 'requestId', 'count'] as const;

@ApiTags('audit')
@Auth('administrator')
@Controller('api')
export class AuditController {
  constructor(private readonly reader: AuditReader) {}

  @Get('audit')
  @ApiOperation({ summary: 'Lists who did what, latest first' })
  @ApiPage(AuditEventDto)
  @ApiErrors(400)
  list(@Query() { cursor, limit, ...filter }: AuditQueryDto): Promise<Page<AuditEventDto>> {
    return this.reader.page(filter, { ...(cursor && { cursor }), ...(limit && { limit }) });
  }

  @Get('audit.csv')
  @ApiOperation({ summary: 'Downloads who did what as CSV, latest first' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line for each event', schema: { type: 'string' } })
  @ApiErrors(400)
  csv(@Query() filter: AuditFilterDto, @Res() response: Response): Promise<void> {
    return sendCsv(response, 'audit', COLUMNS, this.reader.all(filter));
  }

  @Get('audit.json')
  @ApiOperation({ summary: 'Downloads who did what as a JSON array, latest first' })
  @ApiOkResponse({ type: [AuditEventDto] })
  @ApiErrors(400)
  json(@Query() filter: AuditFilterDto, @Res() response: Response): Promise<void> {
    return sendJson(response, 'audit', this.reader.all(filter));
  }
}
