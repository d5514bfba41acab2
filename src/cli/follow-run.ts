import type { Run, RunProgress } from '../index.js';
import type { CommandContext } from './command.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { statusText } from './run-lines.js';
import type { SyncClient } from './sync-client.js';

const LINE_INTERVAL_MS = 2000;

/**
 * Shows the progress of a run until it ends.
 *
 * Ctrl-C stops this. A run in a host continues (`FOLLOWING_ENDED`), a run in this process is interrupted
 * (`RUN_INTERRUPTED`).
 */
export async function followRun(context: CommandContext, client: SyncClient, run: Run): Promise<Run> {
  const interruption = context.interruption();
  const { signal } = interruption;
  context.output.message(context.texts.t(`follow.queued.${run.mode}`, { run: run.id }));
  try {
    await show(context, client, run, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    if (!signal.aborted) interruption.release();
  }
  if (signal.aborted) throw await stopFollowing(context, client, run.id);
  return client.run(run.id);
}

async function show(context: CommandContext, client: SyncClient, run: Run, signal: AbortSignal): Promise<void> {
  let shown: { readonly status: string; readonly at: number } | undefined;
  for await (const progress of client.progress(run.id, signal)) {
    const isDue = context.output.isTerminal || performance.now() - (shown?.at ?? 0) >= LINE_INTERVAL_MS;
    if (shown?.status === progress.status && !isDue) continue;
    context.output.progress(progressLine(context, run, progress));
    shown = { status: progress.status, at: performance.now() };
  }
}

function progressLine({ texts }: CommandContext, { mode }: Run, progress: RunProgress): string {
  const status = statusText(texts, progress.status, mode);
  const read = texts.number(progress.read);
  if (progress.total === null) {
    if (progress.expected === null) return texts.t('follow.reading', { status, read });
    return texts.t('follow.readingOf', { status, read, expected: texts.number(progress.expected) });
  }
  const [applied, total] = [texts.number(progress.applied), texts.number(progress.total)];
  return texts.t('follow.applying', { status, read, applied, total });
}

async function stopFollowing(context: CommandContext, client: SyncClient, run: string): Promise<CliError> {
  const params = { run, command: context.command(`show ${run}`) };
  if (client.remote) return new CliError('FOLLOWING_ENDED', { params, exitCode: EXIT.interrupted });
  context.output.message(context.texts.t('follow.interrupting'));
  await client.close();
  return new CliError('RUN_INTERRUPTED', { params: { run }, exitCode: EXIT.failed });
}
