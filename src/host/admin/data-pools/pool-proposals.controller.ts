import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Language } from '../../../i18n/languages.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedDataPools } from '../../audit/audited-data-pools.service.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../../language/reader-language.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { localizedProposal } from '../proposals/localized-proposal.js';
import { ProposalDto } from '../proposals/proposal.dto.js';
import { TreeLevelDto } from '../proposals/tree.dto.js';
import { PoolQuestionDto, PoolTreeRequestDto } from './data-pools.dto.js';

/** What the directory of a data pool offers, before a job uses it. */
@ApiTags('data pools')
@Auth('administrator')
@Controller('api/data-pools/:pool')
export class PoolProposalsController {
  constructor(
    private readonly audited: AuditedDataPools,
    private readonly texts: TextsService,
  ) {}

  @Post('proposal')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Asks the directory what a job could use: bases, filter and mapping, with counts. Writes nothing',
  })
  @ApiOkResponse({ type: ProposalDto })
  @ApiErrors(400, 404, 409, 502)
  async propose(
    @Param('pool') pool: string,
    @Body() question: PoolQuestionDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<ProposalDto> {
    return localizedProposal(this.texts, language, await this.audited.propose(actor, pool, question));
  }

  @Post('tree')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Returns the containers directly below a DN, or the trees of the directory, with the people in each',
  })
  @ApiOkResponse({ type: TreeLevelDto })
  @ApiErrors(400, 404, 409, 502)
  tree(
    @Param('pool') pool: string,
    @Body() request: PoolTreeRequestDto,
    @RequestActor() actor: Actor,
  ): Promise<TreeLevelDto> {
    return this.audited.tree(actor, pool, request);
  }
}
