import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { Language } from '../../../i18n/languages.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedProposals } from '../../audit/audited-proposals.service.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../../language/reader-language.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { CheckConnectionDto } from '../settings.dto.js';
import { DomainControllerListDto, DomainControllersRequestDto } from './domain-controllers.dto.js';
import { PresentedChainDto } from './certificates.dto.js';
import { localizedChain } from './localized-chain.js';
import { localizedProposal } from './localized-proposal.js';
import { TreeLevelDto, TreeRequestDto } from './tree.dto.js';
import { ProposalDto, ProposalRequestDto } from './proposal.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/batch-synchronizations/:job')
export class ProposalsController {
  constructor(
    private readonly proposals: AuditedProposals,
    private readonly texts: TextsService,
  ) {}

  @Post('proposal')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Asks the directory what to enter: bases, filter and mapping, with counts and samples. Writes nothing',
  })
  @ApiOkResponse({ type: ProposalDto })
  @ApiErrors(400, 404, 409, 502)
  async propose(
    @Param('job') job: string,
    @Body() request: ProposalRequestDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<ProposalDto> {
    return localizedProposal(this.texts, language, await this.proposals.propose(actor, job, request));
  }

  @Post('tree')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Returns the containers directly below a DN, or the trees of the directory, with the number of people in each',
  })
  @ApiOkResponse({ type: TreeLevelDto })
  @ApiErrors(400, 404, 409, 502)
  tree(
    @Param('job') job: string,
    @Body() request: TreeRequestDto,
    @RequestActor() actor: Actor,
  ): Promise<TreeLevelDto> {
    return this.proposals.tree(actor, job, request);
  }

  @Post('certificates')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Returns the certificates that the directory presents, and what is wrong with them. Nobody signs in',
  })
  @ApiOkResponse({ type: PresentedChainDto })
  @ApiErrors(400, 404, 409, 502)
  async certificates(
    @Param('job') job: string,
    @Body() { settings }: CheckConnectionDto,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<PresentedChainDto> {
    return localizedChain(this.texts, language, await this.proposals.certificates(actor, job, settings));
  }

  @Post('domain-controllers')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Lists the domain controllers of Active Directory that could be servers, by DNS or the directory',
  })
  @ApiOkResponse({ type: DomainControllerListDto })
  @ApiErrors(400, 403, 404, 409, 502)
  domainControllers(
    @Param('job') job: string,
    @Body() request: DomainControllersRequestDto,
    @RequestActor() actor: Actor,
  ): Promise<DomainControllerListDto> {
    return this.proposals.domainControllers(actor, job, request);
  }
}
