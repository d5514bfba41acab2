import { RUN_COUNTS } from '../contract/change-kinds.js';
import type { Run, RunStatus } from '../index.js';
import { table } from './table.js';
import type { Texts } from './texts.js';

export function statusText({ t }: Texts, status: RunStatus): string {
  return t(`status.${status}`);
}

/** Describes a run: its status, times, reason and counts. */
export function* runLines(texts: Texts, run: Run): Generator<string> {
  const { t } = texts;
  yield t('run.headline', { run: run.id, status: statusText(texts, run.status) });
  yield `  ${t(`run.mode.${run.mode}`)}, ${startText(texts, run)}`;
  yield `  ${t('run.times', { start: texts.date(run.startedAt), end: texts.date(run.endedAt), seconds: secondsOf(texts, run) })}`;
  if (run.reason) yield `  ${reasonText(texts, run.reason)}`;
  yield '';
  for (const line of countLines(texts, run)) yield `  ${line}`;
}

/** Adds the localized reason to a run, as the API of a host does. */
export function describeRun(texts: Texts, run: Run): LocalizedRun {
  return { ...run, reason: run.reason && { ...run.reason, message: reasonText(texts, run.reason) } };
}

interface LocalizedRun extends Run {
  readonly reason: (NonNullable<Run['reason']> & { readonly message: string }) | null;
}

/** Formats runs as a table. */
export function runTable(texts: Texts, runs: readonly Run[], width: number): string[] {
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
      statusText(texts, run.status),
      t(`run.mode.${run.mode}`),
      ...RUN_COUNTS.map((name) => texts.number(run.counts[name])),
    ]),
    width,
  );
}

function countLines(texts: Texts, run: Run): string[] {
  const rows = RUN_COUNTS.map((name) => [texts.t(`count.${name}`), texts.number(run.counts[name])]);
  return table([{ title: '' }, { title: '', align: 'right' }], rows).slice(1);
}

function startText({ t }: Texts, run: Run): string {
  if (run.trigger === 'schedule') return t('run.trigger.schedule');
  return run.startedBy ? t('run.trigger.by', { user: run.startedBy }) : t('run.trigger.manual');
}

function secondsOf(texts: Texts, run: Run): string {
  if (!run.startedAt || !run.endedAt) return '-';
  return texts.number((run.endedAt.getTime() - run.startedAt.getTime()) / 1000);
}

function reasonText(texts: Texts, { code, params }: NonNullable<Run['reason']>): string {
  return texts.error(code, params) ?? code;
}
