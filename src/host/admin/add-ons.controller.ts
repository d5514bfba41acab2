import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { RequestActor } from '../audit/actor.decorator.js';
import { AuditLog } from '../audit/audit-log.service.js';
import type { Actor } from '../audit/audit-record.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/reader-language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { TextsService } from '../language/texts.service.js';
import { CurrentUser } from '../session/current-user.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { AuthenticatedUser } from '../session/authenticated-user.js';
import { AddOnDto, EnableAddOnDto } from './add-on.dto.js';
import { HostProcessRegistry } from './host-process-registry.service.js';

@ApiTags('add-ons')
@Auth('administrator')
@Controller('api/add-ons')
export class AddOnsController {
  constructor(
    private readonly registry: HostProcessRegistry,
    private readonly texts: TextsService,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the add-ons with their manifests' })
  @ApiOkResponse({ type: [AddOnDto] })
  async list(@ReaderLanguage() language: Language): Promise<AddOnDto[]> {
    return this.texts.translateManifest(language, [...(await this.registry.all())]);
  }

  @Put(':symbolicName')
  @ApiOperation({ summary: 'Enables or disables an add-on in all processes' })
  @ApiOkResponse({ type: AddOnDto })
  @ApiErrors(400, 404, 409)
  async enable(
    @Param('symbolicName') symbolicName: string,
    @Body() { enabled }: EnableAddOnDto,
    @CurrentUser() { userName }: AuthenticatedUser,
    @RequestActor() actor: Actor,
    @ReaderLanguage() language: Language,
  ): Promise<AddOnDto> {
    const what = enabled ? 'add-on.enable' : 'add-on.disable';
    const addOn = await this.audit.attempt({ actor, what, subject: { addOn: symbolicName } }, () =>
      this.registry.enable(symbolicName, enabled, userName),
    );
    return this.texts.translateManifest(language, addOn);
  }
}
