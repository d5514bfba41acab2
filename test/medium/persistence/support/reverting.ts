import type { Revert, Run } from '../../../../src/contract/run.js';
import type { Change, Problem } from '../../../../src/contract/run-rows.js';
import { floorsOf, guardPlan } from '../../../../src/engine/guards/guards.js';
import { REVERT_SHAPE } from '../../../../src/engine/ports/revert-planner.js';
import { LimitsSettings } from '../../../../src/settings/schema/limits-settings.js';
import { applyAll, JOB, type TestHost } from './test-host.js';

type Scope = Partial<Pick<Revert, 'users' | 'fields'>>;

export interface PlannedRevert {
  readonly run: Run;
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
}

const LIMITS = new LimitsSettings();

/** Plans to turn back a run, judged by the default limits, as a plan that waits for approval. */
export async function planRevert(host: TestHost, runId: string, scope: Scope = {}): Promise<PlannedRevert> {
  const reverts = { runId, users: null, fields: null, reason: 'wrong', ...scope };
  const request = { job: JOB, mode: 'plan', trigger: 'manual', startedBy: 'olga', scheduledFor: null } as const;
  const queued = await host.runs.queue({ ...request, reverts });
  const leased = queued && (await host.runs.acquire(queued.id, JOB));
  if (!leased) throw new Error('The run was not started.');
  const counts = await host.revertPlanner.plan(leased, reverts);
  const findings = guardPlan(await host.evidence.ofRevert(leased, counts, floorsOf(LIMITS)), LIMITS);
  return withRows(host, await host.runs.finishAsPlan(leased, findings));
}

/** Approves and applies a plan of a revert. */
export async function applyRevert(host: TestHost, { id, hash }: Run): Promise<PlannedRevert> {
  await host.runs.approve({
    runId: id,
    job: JOB,
    hash: hash ?? '',
    settingsShape: REVERT_SHAPE,
    approvedBy: 'olga',
    reason: 'checked',
    validHours: 24,
  });
  const leased = await host.runs.acquire(id, JOB);
  if (!leased) throw new Error('The run is not queued.');
  await applyAll(host, leased);
  return withRows(host, await host.runs.complete(leased));
}

export async function revert(host: TestHost, runId: string, scope: Scope = {}): Promise<PlannedRevert> {
  const { run } = await planRevert(host, runId, scope);
  return applyRevert(host, run);
}

async function withRows(host: TestHost, run: Run): Promise<PlannedRevert> {
  const { items: changes } = await host.history.changes(run.id, { limit: 200 });
  const { items: problems } = await host.history.problems(run.id, { limit: 200 });
  return { run, changes, problems };
}
