import type { Run } from '../index.js';
import type { CommandContext, CommandResult } from './command.js';
import { EXIT, exitCodeOf } from './exit-code.js';
import { followRun } from './follow-run.js';
import { report } from './run-report.js';
import type { SyncClient } from './sync-client.js';

/** Waits for a queued plan and reports it, with the command that approves it. */
export async function reportPlan(context: CommandContext, client: SyncClient, queued: Run): Promise<CommandResult> {
  const planned = await followRun(context, client, queued);
  const limits = { changes: 20, problems: 20, notSeen: 20 };
  const { isBeyondLimits, ...content } = await report(context, client, planned, limits);
  return { exitCode: isBeyondLimits ? EXIT.stoppedByGuard : exitCodeOf(planned), ...content };
}
