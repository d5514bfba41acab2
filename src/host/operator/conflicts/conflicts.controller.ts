import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';

import { BatchSyncConflicts, BatchSyncJobs, BatchSyncRuns, type Conflict, type ConflictPage } from '../../../index.js';
import { RequestActor } from '../../audit/actor.decorator.js';
import type { Actor } from '../../audit/audit-record.js';
import { AuditedConflicts } from '../../audit/audited-conflicts.service.js';
import { mapPage } from '../../dto/localize.js';
import { ApiPage } from '../../dto/page-query.dto.js';
import { RunDto } from '../../dto/run.dto.js';
import { ApiErrors } from '../../errors/api-errors.decorator.js';
import { HostError } from '../../errors/host-error.js';
import { CurrentReader, type Reader } from '../../language/reader.decorator.js';
import { TextsService } from '../../language/texts.service.js';
import { LimitBody, SELECTION_BODY_LIMITS } from '../../requests/body-limits.decorator.js';
import { Auth } from '../../session/auth.decorator.js';
import { startedRun } from '../started-run.js';
import {
  ConflictDto,
  ConflictsOfCodeDto,
  ConflictsQueryDto,
  ConflictsRunDto,
  DecideConflictsDto,
} from './conflicts.dto.js';

type LocalizedPage = Pick<ConflictPage, 'run' | 'nextCursor' | 'releasedName'> & {
  readonly items: readonly ConflictDto[];
  readonly totals: readonly ConflictsOfCodeDto[];
};

/** The people about whom someone must decide. */
@ApiTags('conflicts')
@Auth('operator')
@Controller('api/conflicts')
export class ConflictsController {
  constructor(
    private readonly conflicts: BatchSyncConflicts,
    private readonly jobs: BatchSyncJobs,
    private readonly runs: BatchSyncRuns,
    private readonly audited: AuditedConflicts,
    private readonly texts: TextsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists the people about whom someone must decide',
    description:
      'Those of the newest complete run or plan of the job. `totals` counts all of them, whatever is asked for',
  })
  @ApiExtraModels(ConflictsOfCodeDto, ConflictsRunDto)
  @ApiPage(ConflictDto, {
    run: {
      allOf: [{ $ref: getSchemaPath(ConflictsRunDto) }],
      nullable: true,
      description: 'null before the first complete read',
    },
    releasedName: {
      type: 'string',
      description: 'The name of a user who gives one up: `{value}` is the former one before an @',
    },
    totals: { type: 'array', items: { $ref: getSchemaPath(ConflictsOfCodeDto) } },
  })
  @ApiErrors(400, 404)
  async list(@Query() { job, ...rows }: ConflictsQueryDto, @CurrentReader() reader: Reader): Promise<LocalizedPage> {
    const name = job ?? (await this.jobs.list())[0]?.name;
    if (name === undefined) throw HostError.notFound();
    const page = await this.conflicts.list(name, rows);
    const totals = page.totals.map((total) => ({
      ...total,
      title: this.texts.conflictKindTitle(reader.language, total.code),
    }));
    const { run, releasedName } = page;
    return { run, releasedName, totals, ...mapPage(page, (conflict) => this.localized(reader, conflict)) };
  }

  @Post()
  @HttpCode(202)
  @LimitBody(SELECTION_BODY_LIMITS)
  @ApiOperation({
    summary: 'Decides about people: returns a plan, which is approved like any other',
    description:
      'For conflicts by their IDs, or for all with a code. Returns 409 with the current run if one is in progress, `CONFLICT_CHOICE_NOT_OFFERED` if the choice is not among the choices of a conflict, `NO_CONFLICTS` if there are none with the code, and `CONFLICTS_OUT_OF_DATE` if a newer complete run exists',
  })
  @ApiAcceptedResponse({ type: RunDto })
  @ApiErrors(400, 404, 409)
  decide(
    @Body() decision: DecideConflictsDto,
    @RequestActor() actor: Actor,
    @CurrentReader() reader: Reader,
  ): Promise<RunDto> {
    return startedRun({ runs: this.runs, texts: this.texts }, reader, () => this.audited.decide(actor, decision));
  }

  private localized({ language }: Reader, conflict: Conflict): ConflictDto {
    const title = this.texts.problemTitle(language, conflict.code, conflict.field);
    return { ...conflict, title, ...this.texts.problem(language, conflict) };
  }
}
