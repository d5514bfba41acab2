import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { BatchSyncRuns, type ChangeFilter, type Page, type ProblemFilter, type RunSummary } from '../../index.js';
import { ChangeDto, ProblemDto } from '../dto/change.dto.js';
import { localizeProblem, mapPage } from '../dto/localize.js';
import { ApiPage } from '../dto/page-query.dto.js';
import { allPages } from '../downloads/all-pages.js';
import { sendCsv, sendJson } from '../downloads/send-rows.js';
import { ApiErrors } from '../errors/api-errors.decorator.js';
import { UuidPipe } from '../errors/uuid.pipe.js';
import { CurrentReader, type Reader } from '../language/reader.decorator.js';
import { TextsService } from '../language/texts.service.js';
import { Auth } from '../session/auth.decorator.js';
import { CHANGED_VALUE_COLUMNS, type ChangedValue, changedValues } from './changed-values.js';
import { ChangeFilterDto, ChangesQueryDto, ProblemFilterDto, ProblemsQueryDto, RunSummaryDto } from './run-rows.dto.js';

const PROBLEM_COLUMNS = ['dn', 'code', 'message', 'remedy', 'value'] as const;
const OMITTED_HEADER = 'Problems-Omitted';
const OMITTED = {
  [OMITTED_HEADER]: {
    description: 'How many of the problems are not listed: of a problem that most entries have, only a sample is kept',
    schema: { type: 'integer' as const },
  },
};

type ProblemCells = Pick<ProblemDto, (typeof PROBLEM_COLUMNS)[number]>;

/** The changes and problems of a run, as pages and as files. */
@ApiTags('runs')
@Auth('operator')
@Controller('api/runs/:id')
export class RunRowsController {
  constructor(
    private readonly runs: BatchSyncRuns,
    private readonly texts: TextsService,
  ) {}

  @Get('summary')
  @ApiOperation({ summary: 'Counts the changes of a run by kind and field, and its problems by code and field' })
  @ApiOkResponse({ type: RunSummaryDto })
  @ApiErrors(400, 404)
  async summary(@Param('id', UuidPipe) id: string, @CurrentReader() { language }: Reader): Promise<RunSummaryDto> {
    const { problems, ...changes } = await this.runs.summary(id);
    return {
      ...changes,
      problems: problems.map((counted) => ({
        ...counted,
        title: this.texts.problemTitle(language, counted.code, counted.field),
      })),
    };
  }

  @Get('changes')
  @ApiOperation({
    summary: 'Lists the changes of a run or plan by user',
    description:
      'Those first that findings of /guards are about; both parts in the order in which they are applied. Downloads are in that order throughout',
  })
  @ApiPage(ChangeDto)
  @ApiErrors(400, 404)
  changes(@Param('id', UuidPipe) id: string, @Query() rows: ChangesQueryDto): Promise<Page<ChangeDto>> {
    return this.runs.changes(id, rows);
  }

  @Get('changes.csv')
  @ApiOperation({ summary: 'Downloads the changes of a run or plan as CSV, one line for each changed value' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ description: 'One line for each changed value', schema: { type: 'string' } })
  @ApiErrors(400, 404)
  async changesAsCsv(
    @Param('id', UuidPipe) id: string,
    @Query() filter: ChangeFilterDto,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    return sendCsv(response, `changes-${id}`, CHANGED_VALUE_COLUMNS, this.changedValues(id, filter));
  }

  @Get('changes.json')
  @ApiOperation({ summary: 'Downloads the changes of a run or plan as a JSON array' })
  @ApiOkResponse({ type: [ChangeDto] })
  @ApiErrors(400, 404)
  async changesAsJson(
    @Param('id', UuidPipe) id: string,
    @Query() filter: ChangeFilterDto,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    return sendJson(response, `changes-${id}`, this.allChanges(id, filter));
  }

  @Get('problems')
  @ApiOperation({ summary: 'Lists the entries that could not be synchronized, with reasons and remedies' })
  @ApiPage(ProblemDto)
  @ApiErrors(400, 404)
  async problems(
    @Param('id', UuidPipe) id: string,
    @Query() rows: ProblemsQueryDto,
    @CurrentReader() { language }: Reader,
  ): Promise<Page<ProblemDto>> {
    return mapPage(await this.runs.problems(id, rows), (problem) => localizeProblem(this.texts, language, problem));
  }

  @Get('problems.csv')
  @ApiOperation({ summary: 'Downloads the problems of a run or plan as CSV' })
  @ApiProduces('text/csv')
  @ApiOkResponse({
    description: 'One line for each problem; last, one for each cause of which only a sample is listed',
    headers: OMITTED,
    schema: { type: 'string' },
  })
  @ApiErrors(400, 404)
  async problemsAsCsv(
    @Param('id', UuidPipe) id: string,
    @Query() filter: ProblemFilterDto,
    @CurrentReader() reader: Reader,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    const sampled = await this.sampled(id, filter, response);
    const rows = [this.allProblems(id, filter, reader), sampled.map((group) => this.sampleLine(group, reader))];
    return sendCsv(response, `problems-${id}`, PROBLEM_COLUMNS, allOf<ProblemCells>(rows));
  }

  @Get('problems.json')
  @ApiOperation({ summary: 'Downloads the problems of a run or plan as a JSON array' })
  @ApiOkResponse({ type: [ProblemDto], headers: OMITTED })
  @ApiErrors(400, 404)
  async problemsAsJson(
    @Param('id', UuidPipe) id: string,
    @Query() filter: ProblemFilterDto,
    @CurrentReader() reader: Reader,
    @Res() response: Response,
  ): Promise<void> {
    await this.runs.get(id);
    await this.sampled(id, filter, response);
    return sendJson(response, `problems-${id}`, this.allProblems(id, filter, reader));
  }

  private allChanges(id: string, filter: ChangeFilter): AsyncGenerator<ChangeDto> {
    return allPages((rows) => this.runs.changes(id, { ...filter, ...rows, order: 'applied' }));
  }

  private async *changedValues(id: string, filter: ChangeFilter): AsyncGenerator<ChangedValue> {
    for await (const change of this.allChanges(id, filter)) yield* changedValues(change);
  }

  /** The selected causes of which only a sample is kept. A header says how many problems are not listed. */
  private async sampled(id: string, { code, field, search, guard }: ProblemFilter, response: Response) {
    const sampled = (await this.runs.problemGroups(id)).filter(
      (group) => group.omitted > 0 && (!code || group.code === code) && (!field || group.field === field),
    );
    response.set(OMITTED_HEADER, String(sampled.reduce((sum, { omitted }) => sum + omitted, 0)));
    // Nobody knows who of the others would be found.
    return search || guard !== undefined ? [] : sampled;
  }

  private sampleLine(
    { code, field, problems, omitted }: RunSummary['problems'][number],
    { language }: Reader,
  ): ProblemCells {
    const [listed, all] = [problems - omitted, problems].map((each) => each.toLocaleString(language));
    const message = this.texts.text(language, 'host:downloads.sample', { listed: listed ?? '', all: all ?? '' });
    return {
      dn: '',
      code,
      message: `${this.texts.problemTitle(language, code, field)}. ${message}`,
      remedy: '',
      value: null,
    };
  }

  private async *allProblems(id: string, filter: ProblemFilter, { language }: Reader): AsyncGenerator<ProblemDto> {
    const problems = allPages((rows) => this.runs.problems(id, { ...filter, ...rows }));
    for await (const problem of problems)
      yield localizeProblem(this.texts, language, problem, this.texts.problemInFile(language, problem));
  }
}

async function* allOf<Row>(parts: readonly (Iterable<Row> | AsyncIterable<Row>)[]): AsyncGenerator<Row> {
  for (const part of parts) yield* part;
}
