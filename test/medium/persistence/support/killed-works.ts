import type { Run } from '../../../../src/contract/run.js';
import { REVERT_SHAPE } from '../../../../src/engine/ports/revert-planner.js';
import type { LeasedRun } from '../../../../src/engine/ports/run-store.js';
import { expectEqual } from './expectations.js';
import { empty, restore, save, stateOf, untruthfulRuns, type Users, wrongBetween } from './host-state.js';
import { anEntry, applyAll, JOB, plan, servicesOver, SETTINGS_SHAPE, synchronize, type TestHost } from './test-host.js';

/** As of the default limits: whoever kills a process does not load the settings in it. */
const FLOORS = { causes: 10, lost: 10, emptied: 5, renamed: 10, changed: 50, problems: 10 };
const MANUAL = { job: JOB, trigger: 'manual', startedBy: 'olga', scheduledFor: null } as const;
const CHUNK = 2;
/** The directory before and after: two people change, two are new, one is inactive, one has gone. */
const OLD = ['ada', 'grace', 'alan', 'edsger', 'tony'].map((id) => anEntry(id, { title: 'old' }));
const NEW = [
  ...OLD.slice(0, 2).map((entry) => ({ ...entry, fields: { ...entry.fields, title: 'new' } })),
  ...OLD.slice(2, 4),
  ...['barbara', 'donald'].map((id) => anEntry(id, { title: 'new' })),
];

/** What a process does. */
export interface Work {
  readonly name: string;
  /** Before the process that is killed: what others have done. The id of the run that it is about. */
  readonly prepare: (host: TestHost) => Promise<string>;
  readonly perform: (host: TestHost, runId: string) => Promise<void>;
  /** Whether the users are turned back to what they were. */
  readonly turnsBack?: true;
}

export const WORKS: readonly Work[] = [
  {
    name: 'runs',
    prepare: async () => '',
    perform: async (host) => {
      await execute(host, await host.runs.queue({ ...MANUAL, mode: 'apply' }));
    },
  },
  {
    name: 'plans, approves and applies',
    prepare: async () => '',
    perform: async (host) => {
      const planned = await execute(host, await host.runs.queue({ ...MANUAL, mode: 'plan' }));
      await execute(host, await approve(host, planned));
    },
  },
  {
    name: 'resumes a run that broke off',
    prepare: async (host) => {
      const run = await acquire(host, await host.runs.queue({ ...MANUAL, mode: 'apply' }));
      await planNew(host, run);
      await host.applier.apply(run, CHUNK, new AbortController().signal)[Symbol.asyncIterator]().next();
      await host.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
      return run.id;
    },
    perform: async (host, runId) => {
      await execute(host, await host.runs.resume({ runId, resumedBy: 'olga', ...current(false) }));
    },
  },
  {
    name: 'reverts a run',
    prepare: async (host) => (await execute(host, await host.runs.queue({ ...MANUAL, mode: 'apply' }))).id,
    perform: async (host, runId) => {
      const reverts = { runId, users: null, fields: null, reason: 'wrong' };
      const queued = await host.runs.queue({ ...MANUAL, mode: 'plan', reverts });
      const run = await acquire(host, queued);
      await host.revertPlanner.plan(run, reverts);
      await execute(host, await approve(host, await host.runs.finishAsPlan(run), true));
    },
    turnsBack: true,
  },
];

/** What the process that was killed had sent. */
export interface Killed {
  /** Whether it had done its work before it was to be killed. */
  readonly survived: boolean;
  /** The statement that it did not send any more. */
  readonly last: string;
}

/**
 * Lets a process do the work and be killed before one of its statements, then before a later one, until it survives. Each
 * time, nobody is half-written, no change is without journal, and the next process closes the run and gets to the result.
 *
 * @returns before which statement it was to be killed when it survived: it sends fewer.
 */
export async function killAtStatements(
  host: TestHost,
  { prepare, turnsBack }: Work,
  { first, step }: { readonly first: number; readonly step: number },
  killAt: (statement: number, runId: string) => Promise<Killed>,
): Promise<number> {
  await reset(host);
  const runId = await prepare(host);
  const before = await stateOf(host);
  await save(host);
  for (let statement = first; ; statement += step) {
    await restore(host);
    const killed = await killAt(statement, runId);
    const found = wrongBetween(before, turnsBack ? TURNED_BACK : EXPECTED, await stateOf(host));

    const next = await servicesOver(host.kind, host.orm, host.url, { migrate: false });
    await closeOpenRun(next);
    found.push(...(await untruthfulRuns(host)));
    const { status } = await execute(next, await next.runs.queue({ ...MANUAL, mode: 'apply' }));
    const { users, notSeen } = await stateOf(host);
    const where = `before statement ${statement}: ${killed.last}`;
    expectEqual({ where, found, status, users, notSeen }, { where, found: [], ...DONE });
    if (killed.survived) return statement;
  }
}

/** Users by name after a run over the new directory. */
const EXPECTED: Users = {
  ada: 'new active',
  grace: 'new active',
  alan: 'old active',
  edsger: 'old active',
  tony: 'old inactive',
  barbara: 'new active',
  donald: 'new active',
};

/** After the next run. */
const DONE = { status: 'succeeded', users: EXPECTED, notSeen: ['tony'] };

const TURNED_BACK: Users = {
  ...EXPECTED,
  ada: 'old active',
  grace: 'old active',
  alan: 'old inactive',
  barbara: 'new inactive',
  donald: 'new inactive',
};

async function reset(host: TestHost): Promise<void> {
  await empty(host);
  await synchronize(host, OLD);
  await host.sql(`update identity_user set state = 'inactive' where user_name in ('alan', 'tony')`);
}

async function acquire(host: TestHost, queued: Run | undefined): Promise<LeasedRun> {
  const run = queued && (await host.runs.acquire(queued.id, JOB));
  if (!run) throw new Error('The run was not started.');
  return run;
}

async function planNew(host: TestHost, run: LeasedRun): Promise<void> {
  await plan(host, run, NEW, {
    onPlanned: async (source, counts) => void (await host.evidence.ofRead(run, source, counts, FLOORS)),
  });
}

/** Executes a queued run as a worker does. */
async function execute(host: TestHost, queued: Run | undefined): Promise<Run> {
  const run = await acquire(host, queued);
  if (!run.isApproved) {
    await planNew(host, run);
    if (run.mode === 'plan') return host.runs.finishAsPlan(run);
  }
  await applyAll(host, run, { chunkSize: CHUNK });
  return host.runs.complete(run);
}

const current = (isRevert: boolean) => ({
  job: JOB,
  settingsShape: isRevert ? REVERT_SHAPE : SETTINGS_SHAPE,
  validHours: 24,
});

function approve(host: TestHost, { id, hash }: Run, isRevert = false): Promise<Run> {
  return host.runs.approve({
    runId: id,
    hash: hash ?? '',
    approvedBy: 'olga',
    reason: 'checked',
    ...current(isRevert),
  });
}

/** What the next process does first: it closes the run that nobody executes. A queued one is ended by its user. */
async function closeOpenRun(host: TestHost): Promise<void> {
  const [queued] = await host.runs.recover();
  if (queued) await host.runs.cancel(queued.id, 'olga');
}
