import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { BatchSyncJobs, BatchSyncWhy } from '../../../index.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { HostError } from '../../errors/host-error.js';
import { CurrentReader, type Reader } from '../../language/reader.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { Auth } from '../../session/auth.decorator.js';
import { localizeWhy } from './localize-why.js';
import { WhyDto, WhyQueryDto } from './why.dto.js';

@ApiTags('users')
@Auth('operator')
@Controller('api/why')
export class WhyController {
  constructor(
    private readonly answers: BatchSyncWhy,
    private readonly jobs: BatchSyncJobs,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Says why someone is, or is not, synchronized',
    description: 'Asks the directory now, for this person alone. Changes nothing',
  })
  @ApiOkResponse({ type: WhyDto })
  @ApiErrors(400, 404, 409)
  async why(@Query() { who, job }: WhyQueryDto, @CurrentReader() reader: Reader): Promise<WhyDto> {
    const name = job ?? (await this.jobs.list())[0]?.name;
    if (name === undefined) throw HostError.notFound();
    return localizeWhy(this.texts, reader, await this.answers.why(name, who));
  }
}
