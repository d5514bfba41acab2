import type { Run, RunProgress } from '../index.js';
import type { CommandContext } from './command.js';
import { CliError } from './cli-error.js';
import { EXIT } from './exit-code.js';
import { statusText } from './run-lines.js';
import type { SyncClient } from './sync-client.js';

const MILLISECONDS_BETWEEN_LINES = 2000;

/**
 * Shows a run on its way, to its end.
 *
 * Ctrl-C ends the following: a run elsewhere goes on (`FOLLOWING_ENDED`), one in this process is interrupted
 * (`RUN_INTERRUPTED`).
 */
export async function followRun(at: CommandContext, client: SyncClient, run: Run): Promise<Run> {
  const signal = at.interruption();
  at.screen.message(at.texts.t('follow.queued', { run: run.id }));
  try {
    await show(at, client, run.id, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  if (signal.aborted) throw await leave(at, client, run.id);
  return client.run(run.id);
}

async function show(at: CommandContext, client: SyncClient, runId: string, signal: AbortSignal): Promise<void> {
  let shown: { readonly status: string; readonly at: number } | undefined;
  for await (const progress of client.progress(runId, signal)) {
    const isDue = at.screen.isTerminal || Date.now() - (shown?.at ?? 0) >= MILLISECONDS_BETWEEN_LINES;
    if (shown?.status === progress.status && !isDue) continue;
    at.screen.progress(progressLine(at, progress));
    shown = { status: progress.status, at: Date.now() };
  }
}

function progressLine({ texts }: CommandContext, progress: RunProgress): string {
  const status = statusText(texts, progress.status);
  const read = texts.number(progress.read);
  if (progress.total === null) return texts.t('follow.reading', { status, read });
  const [applied, total] = [texts.number(progress.applied), texts.number(progress.total)];
  return texts.t('follow.applying', { status, read, applied, total });
}

async function leave(at: CommandContext, client: SyncClient, run: string): Promise<CliError> {
  if (client.remote) return new CliError('FOLLOWING_ENDED', { params: { run }, exitCode: EXIT.interrupted });
  at.screen.message(at.texts.t('follow.interrupting'));
  await client.close();
  return new CliError('RUN_INTERRUPTED', { params: { run }, exitCode: EXIT.failed });
}
