import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import type { EntryChoice } from '../../../index.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedPreviews } from '../../audit/audited-previews.service.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { HostError } from '../../errors/host-error.js';
import { CurrentReader, type Reader } from '../../language/reader.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { LimitBody, SETTINGS_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { localizePreview, localizeTriedRow } from './localize-preview.js';
import { PersonPreviewDto, TriedRowDto } from './person-preview.dto.js';
import { PreviewPersonDto, TryRowDto } from './preview.dto.js';

@ApiTags('settings')
@Auth('administrator')
@Controller('api/batch-synchronizations/:job')
export class PersonPreviewController {
  constructor(
    private readonly previews: AuditedPreviews,
    private readonly texts: TextsService,
  ) {}

  @Post('preview')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Says what a run would do with one person, row by row, with stored or unsaved settings. Writes nothing',
  })
  @ApiOkResponse({ type: PersonPreviewDto })
  @ApiErrors(400, 404, 409)
  async person(
    @Param('job') job: string,
    @Body() { dn, search, settings }: PreviewPersonDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<PersonPreviewDto> {
    const choice = choiceOf(dn, search);
    if (!choice) throw requiresOne('search');
    const preview = await this.previews.person(actor, job, { ...choice, ...(settings && { settings }) });
    return localizePreview(this.texts, reader, preview);
  }

  @Post('try-row')
  @LimitBody(SETTINGS_BODY_LIMITS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Says what a row of the mapping makes of an entry, or of typed values. Writes nothing' })
  @ApiOkResponse({ type: TriedRowDto })
  @ApiErrors(400, 404, 409)
  async tryRow(
    @Param('job') job: string,
    @Body() { row, values, dn, search, settings }: TryRowDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<TriedRowDto> {
    const choice = values ? { values, ...(dn && { dn }) } : choiceOf(dn, search);
    if (!choice || (values && search)) throw requiresOne(values ? 'values' : 'search');
    const tried = await this.previews.tryRow(actor, job, { row, ...choice, ...(settings && { settings }) });
    return localizeTriedRow(this.texts, reader, job, tried);
  }
}

/** Undefined unless one of both is given: `null` is not, and neither is ever empty. */
function choiceOf(dn?: string | null, search?: string | null): EntryChoice | undefined {
  if (dn && search) return undefined;
  if (dn) return { dn };
  return search ? { search } : undefined;
}

function requiresOne(field: string): HostError {
  return HostError.requestInvalid([{ field, code: 'required', message: 'required' }]);
}
