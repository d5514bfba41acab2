import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApiErrors } from '../errors/api-errors.decorator.js';
import { ReaderLanguage } from '../language/language.decorator.js';
import type { Language } from '../../i18n/languages.js';
import { Texts } from '../language/texts.service.js';
import { CurrentUser } from '../session/access.decorator.js';
import { Auth } from '../session/auth.decorator.js';
import type { SignedIn } from '../session/signed-in.js';
import { AddOnDto, EnableAddOnDto } from './add-on.dto.js';
import { HostProcessRegistry } from './host-process-registry.service.js';

@ApiTags('add-ons')
@Auth('administrator')
@Controller('api/add-ons')
export class AddOnsController {
  constructor(
    private readonly registry: HostProcessRegistry,
    private readonly texts: Texts,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The add-ons, from their manifests' })
  @ApiOkResponse({ type: [AddOnDto] })
  async list(@ReaderLanguage() language: Language): Promise<AddOnDto[]> {
    return this.texts.translateManifest(language, [...(await this.registry.all())]);
  }

  @Put(':symbolicName')
  @ApiOperation({ summary: 'Enables or disables an add-on, in every process at once' })
  @ApiOkResponse({ type: AddOnDto })
  @ApiErrors(400, 404, 409)
  async enable(
    @Param('symbolicName') symbolicName: string,
    @Body() { enabled }: EnableAddOnDto,
    @CurrentUser() { userName }: SignedIn,
    @ReaderLanguage() language: Language,
  ): Promise<AddOnDto> {
    return this.texts.translateManifest(language, await this.registry.enable(symbolicName, enabled, userName));
  }
}
