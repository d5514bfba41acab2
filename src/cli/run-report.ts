import type { Change, GuardFinding, Page, PersonNotSeen, Problem, Run, RunSummary } from '../index.js';
import type { CommandContext, CommandResult } from './command.js';
import { changeLines } from './change-lines.js';
import { escapeControlCharacters } from './escape-control-characters.js';
import { approvalLines, describeFinding, findingLines } from './finding-lines.js';
import { describeProblem, problemLines } from './problem-lines.js';
import { describeRun, runLines } from './run-lines.js';
import type { SyncClient } from './sync-client.js';
import type { Texts } from './texts.js';

/** The maximum number of rows in a report. */
export interface RowLimits {
  readonly changes: number;
  readonly problems: number;
  readonly notSeen: number;
}

/** The report, and whether the plan of the run is beyond the limits. */
interface Report extends Pick<CommandResult, 'json' | 'lines'> {
  readonly isBeyondLimits: boolean;
}

interface ReportedRows {
  /** Only of a run that keeps a sample of a problem. */
  readonly groups: RunSummary['problems'];
  readonly changes: Page<Change>;
  readonly problems: Page<Problem>;
  readonly notSeen: Page<PersonNotSeen>;
}

type ReportContext = Pick<CommandContext, 'texts' | 'command'>;
type PageOf<T> = (rows: { readonly cursor?: string; readonly limit: number }) => Promise<Page<T>>;

/** Reports a run with its changes and problems. `run`, `plan` and `show` have the same result. */
export async function report(context: ReportContext, client: SyncClient, run: Run, limits: RowLimits): Promise<Report> {
  const { texts } = context;
  const changes = await rows((request) => client.changes(run.id, request), limits.changes);
  const problems = await rows((request) => client.problems(run.id, request), limits.problems);
  const notSeen = await rows((request) => client.notSeen(run.id, request), limits.notSeen);
  const guards = await client.guards(run.id);
  const isSample = guards.some(({ problem, unit }) => problem !== null && unit === null);
  const groups = isSample ? await client.problemGroups(run.id) : [];
  const localized = { ...problems, items: problems.items.map((problem) => describeProblem(texts, problem)) };
  const findings = guards.map((finding) => describeFinding(texts, finding));
  const json = {
    run: describeRun(texts, run),
    guards: findings,
    changes,
    problems: localized,
    problemsOmitted: omittedOf(groups),
    notSeen,
  };
  return {
    json,
    lines: reportLines(context, run, guards, { changes, problems, groups, notSeen }),
    isBeyondLimits: guards.length > 0,
  };
}

function* reportLines(
  { texts, command }: ReportContext,
  run: Run,
  guards: readonly GuardFinding[],
  { changes, problems, groups, notSeen }: ReportedRows,
): Generator<string> {
  yield* runLines(texts, run);
  if (guards.length > 0) yield* ['', texts.t('report.guards')];
  for (const finding of guards)
    for (const line of findingLines(texts, finding, run.reverts !== null)) yield `  ${line}`;
  yield* section(texts.t('report.changes'), changes, (change) => changeLines(texts, change));
  yield* section(texts.t('report.problems'), problems, (problem) => problemLines(texts, problem));
  yield* sampleLines(texts, groups);
  yield* section(texts.t('report.notSeen'), notSeen, personLines);
  const isCut =
    (changes.items.length > 0 && changes.nextCursor !== null) ||
    problems.nextCursor !== null ||
    notSeen.nextCursor !== null;
  if (isCut) yield* ['', texts.t('report.more', { command: command(`show ${run.id} --all`) })];
  yield* approvalLines({ texts, command }, run, guards);
}

/** The rows above may be fewer than are kept, and of other causes, so that each cause is spoken of by itself. */
function* sampleLines(texts: Texts, groups: RunSummary['problems']): Generator<string> {
  for (const sampled of new Set(groups.filter(({ omitted }) => omitted > 0).map(({ code }) => code))) {
    const ofCause = groups.filter(({ code }) => code === sampled);
    const all = ofCause.reduce((sum, { problems }) => sum + problems, 0);
    const kept = all - omittedOf(ofCause);
    yield* ['', texts.t('report.sample', { kept: texts.number(kept), all: texts.number(all) })];
  }
}

function omittedOf(groups: RunSummary['problems']): number {
  return groups.reduce((sum, { omitted }) => sum + omitted, 0);
}

function* personLines({ dn }: PersonNotSeen): Generator<string> {
  yield escapeControlCharacters(dn);
}

function* section<T>(title: string, { items }: Page<T>, lines: (item: T) => Iterable<string>): Generator<string> {
  if (items.length === 0) return;
  yield* ['', title];
  for (const item of items) for (const line of lines(item)) yield `  ${line}`;
}

/** Reads the first rows, page by page. */
async function rows<T>(page: PageOf<T>, limits: number): Promise<Page<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  while (items.length < limits) {
    const limit = Math.min(200, limits - items.length);
    const next = await page({ limit, ...(cursor !== undefined && { cursor }) });
    for (const item of next.items) items.push(item);
    if (next.nextCursor === null) return { items, nextCursor: null };
    cursor = next.nextCursor;
  }
  return { items, nextCursor: cursor ?? null };
}
