import type { ConflictCode, ConflictDecision } from '../../../../src/contract/conflicts.js';
import type { Run } from '../../../../src/contract/run.js';
import type { FoundConflicts } from '../../../../src/engine/ports/conflict-history.js';
import type { DecidedConflict, LeasedRun } from '../../../../src/engine/ports/run-store.js';
import type { DirectoryUser } from '../../../../src/mapping/directory-user.js';
import { SqlConflicts } from '../../../../src/persistence/conflicts/sql-conflicts.js';
import { SqlProblems } from '../../../../src/persistence/runs/sql-problems.js';
import { SqlRunSummary } from '../../../../src/persistence/runs/sql-run-summary.js';
import { applyAll, JOB, plan, type RunOptions, SETTINGS_SHAPE, type TestHost } from './test-host.js';

export function conflictsOf({ persistence: { database, tables, users } }: TestHost): SqlConflicts {
  const problems = new SqlProblems(database, tables, users);
  return new SqlConflicts(database, tables, problems, new SqlRunSummary(database, tables, users.state));
}

export function conflictPage(host: TestHost, code?: ConflictCode): Promise<FoundConflicts> {
  return conflictsOf(host).page(JOB.name, { limit: 200, ...(code && { code }) });
}

/** What is decided: about all conflicts of the code, or about those of the entries with these stable ids. */
export interface Decision extends Pick<ConflictDecision, 'choice'> {
  readonly code?: ConflictCode;
  readonly stableIds?: readonly string[];
}

/** A plan with the decisions, which waits for approval. */
export async function planDecision(
  host: TestHost,
  { choice, code, stableIds = [] }: Decision,
  entries: readonly DirectoryUser[],
  options: RunOptions = {},
): Promise<Run> {
  const decided = code === undefined ? await decidedOf(host, stableIds) : undefined;
  const queued = await host.runs.queue({
    job: JOB,
    mode: 'plan',
    trigger: 'manual',
    startedBy: 'olga',
    scheduledFor: null,
    decision: { choice, code: code ?? null, reason: 'asked them' },
    decided,
  });
  const leased = queued && (await host.runs.acquire(queued.id, JOB));
  if (!leased) throw new Error('The run was not started.');
  await plan(host, leased, entries, options);
  return host.runs.finishAsPlan(leased);
}

async function decidedOf(host: TestHost, stableIds: readonly string[]): Promise<readonly DecidedConflict[]> {
  const { items } = await conflictPage(host);
  const ids = items.filter(({ stableId }) => stableIds.includes(stableId ?? '')).map(({ id }) => id);
  return conflictsOf(host).find(JOB.name, ids);
}

/** The approved plan, which this process executes. */
export async function approved(host: TestHost, { id, hash }: Run): Promise<LeasedRun> {
  const approval = { approvedBy: 'olga', reason: 'checked', validHours: 24 };
  await host.runs.approve({ runId: id, job: JOB, hash: hash ?? '', settingsShape: SETTINGS_SHAPE, ...approval });
  const leased = await host.runs.acquire(id, JOB);
  if (!leased) throw new Error('The run is not queued.');
  return leased;
}

/** Plans, approves and applies a decision. */
export async function decide(
  host: TestHost,
  decision: Decision,
  entries: readonly DirectoryUser[],
  options: RunOptions = {},
): Promise<Run> {
  const leased = await approved(host, await planDecision(host, decision, entries, options));
  await applyAll(host, leased);
  return host.runs.complete(leased);
}
