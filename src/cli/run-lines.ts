import stringWidth from 'string-width';

import { escapeControlCharacters } from './escape-control-characters.js';
import { CHANGE_KINDS, COUNTS_BESIDE_SUM, RUN_COUNTS } from '../contract/change-kinds.js';
import { COUNTS_MEANINGS, type CountsMeaning, effectOf } from '../contract/run-effect.js';
import type { Run, RunEffect, RunMode, RunStatus } from '../index.js';
import { readReportLines } from './read-report-lines.js';
import { table } from './table.js';
import type { Texts } from './texts.js';

/** The status in words. A complete plan is not a planned run. */
export function statusText({ t }: Texts, status: RunStatus, mode: RunMode): string {
  return t(status === 'planned' && mode === 'plan' ? 'status.plan' : `status.${status}`);
}

/** Describes a run: its status, times, reason and counts. */
export function* runLines(texts: Texts, run: Run): Generator<string> {
  const { t } = texts;
  yield t(`run.headline.${run.mode}`, { run: run.id, status: statusText(texts, run.status, run.mode) });
  yield `  ${t(`run.mode.${run.mode}`)}, ${startText(texts, run)}`;
  yield `  ${t('run.times', { start: texts.date(run.startedAt), end: texts.date(run.endedAt), seconds: secondsOf(texts, run) })}`;
  if (run.only !== null) yield escapeControlCharacters(`  ${t('run.only', { dn: run.only })}`);
  if (run.reverts) yield `  ${t('run.reverts', { run: run.reverts.runId, reason: run.reverts.reason })}`;
  if (run.decision) yield `  ${decisionText(texts, run.decision)}`;
  if (run.decision?.leftOut) yield `  ${leftOutText(texts, run.decision.leftOut)}`;
  if (run.approval) yield `  ${approvalText(texts, run.approval)}`;
  if (run.resumption) yield `  ${eventText(texts, 'run.resumption', run.resumption)}`;
  if (run.cancellation) yield `  ${eventText(texts, 'run.cancellation', run.cancellation)}`;
  if (run.reason) yield `  ${reasonText(texts, run.reason)}`;
  if (run.readReport) for (const line of readReportLines(texts, run.readReport)) yield `  ${line}`;
  if (meaningOf(run) === 'none') return;
  yield '';
  for (const line of countLines(texts, run)) yield `  ${line}`;
  for (const name of COUNTS_BESIDE_SUM.filter((each) => run.counts[each] > 0)) {
    yield* ['', `  ${t(`run.${name}`, { count: run.counts[name], shown: texts.number(run.counts[name]) })}`];
  }
}

/** A host of an earlier version sends none. */
function decisionText({ t }: Texts, { choice, reason }: NonNullable<Run['decision']>): string {
  return t('run.decision', { choice: t(`run.choice.${choice}`), reason });
}

function leftOutText(texts: Texts, count: number): string {
  return texts.t('run.leftOut', { count, shown: texts.number(count) });
}

/** Adds the localized reason to a run, as the API of a host does. */
export function describeRun(texts: Texts, run: Run): LocalizedRun {
  return {
    ...run,
    effect: effectOf(run),
    reason: run.reason && { ...run.reason, message: reasonText(texts, run.reason) },
  };
}

type CountName = (typeof RUN_COUNTS)[number];

interface LocalizedRun extends Run {
  readonly effect: RunEffect;
  readonly reason: (NonNullable<Run['reason']> & { readonly message: string }) | null;
}

/** Formats runs as a table; where it is too wide, as a paragraph for each run, with its ID in one piece. */
export function runList(texts: Texts, runs: readonly Run[], width: number): string[] {
  const lines = runTable(texts, runs);
  if (lines.every((line) => stringWidth(line) <= width)) return lines;
  return runs.flatMap((run) => [
    run.id,
    `  ${summaryOf(texts, run)}`,
    ...(run.only === null ? [] : [escapeControlCharacters(`  ${texts.t('run.only', { dn: run.only })}`)]),
    `  ${countsOf(texts, run)}`,
  ]);
}

function summaryOf(texts: Texts, run: Run): string {
  const start = texts.date(run.startedAt ?? run.queuedAt);
  return `${start}: ${statusText(texts, run.status, run.mode)} (${texts.t(`run.mode.${run.mode}`)})`;
}

function countsOf(texts: Texts, run: Run): string {
  const meaning = meaningOf(run);
  if (meaning === 'none') return texts.t('count.none');
  return RUN_COUNTS.map((name) => `${texts.number(run.counts[name])} ${countName(texts, meaning, name)}`).join(', ');
}

/** Whether the counts say what the run did, what it would do, or nothing. */
function meaningOf(run: Run): CountsMeaning {
  return COUNTS_MEANINGS[effectOf(run)];
}

function countName({ t }: Texts, meaning: CountsMeaning, name: CountName): string {
  return t(wouldBe(meaning, name) ? `count.would.${name}` : `count.${name}`);
}

/** A count below the name of its column. */
function countCell(texts: Texts, run: Run, name: CountName): string {
  const meaning = meaningOf(run);
  if (meaning === 'none') return '-';
  const shown = texts.number(run.counts[name]);
  return wouldBe(meaning, name) && run.counts[name] > 0 ? texts.t(`count.cell.${name}`, { shown }) : shown;
}

function wouldBe(meaning: CountsMeaning, name: CountName): boolean {
  return meaning === 'planned' && CHANGE_KINDS.some(({ count }) => count === name);
}

function runTable(texts: Texts, runs: readonly Run[]): string[] {
  const { t } = texts;
  const columns = [
    { title: t('runs.run') },
    { title: t('runs.started') },
    { title: t('runs.status') },
    { title: t('runs.mode') },
    ...RUN_COUNTS.map((name) => ({ title: t(`count.${name}`), align: 'right' as const })),
  ];
  return table(
    columns,
    runs.map((run) => [
      run.id,
      texts.date(run.startedAt ?? run.queuedAt),
      statusText(texts, run.status, run.mode),
      t(`run.mode.${run.mode}`),
      ...RUN_COUNTS.map((name) => countCell(texts, run, name)),
    ]),
  );
}

function countLines(texts: Texts, run: Run): string[] {
  const meaning = meaningOf(run);
  const rows = RUN_COUNTS.map((name) => [countName(texts, meaning, name), texts.number(run.counts[name])]);
  return table([{ title: '' }, { title: '', align: 'right' }], rows).slice(1);
}

function startText({ t }: Texts, run: Run): string {
  if (run.trigger === 'schedule') return t('run.trigger.schedule');
  return run.startedBy ? t('run.trigger.by', { user: run.startedBy }) : t('run.trigger.manual');
}

function approvalText(texts: Texts, { by, at, reason }: NonNullable<Run['approval']>): string {
  return texts.t('run.approval', { user: by ?? '-', at: texts.date(at), reason });
}

function eventText(texts: Texts, key: string, { by, at }: NonNullable<Run['cancellation']>): string {
  return texts.t(key, { user: by ?? '-', at: texts.date(at) });
}

function secondsOf(texts: Texts, run: Run): string {
  if (!run.startedAt || !run.endedAt) return '-';
  return texts.number((run.endedAt.getTime() - run.startedAt.getTime()) / 1000);
}

function reasonText(texts: Texts, { code, params }: NonNullable<Run['reason']>): string {
  return texts.error(code, params) ?? code;
}
