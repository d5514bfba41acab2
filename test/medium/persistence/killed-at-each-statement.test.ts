import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Run } from '../../../src/contract/run.js';
import { floorsOf } from '../../../src/engine/guards/guards.js';
import { REVERT_SHAPE } from '../../../src/engine/ports/revert-planner.js';
import type { LeasedRun } from '../../../src/engine/ports/run-store.js';
import { LimitsSettings } from '../../../src/settings/schema/limits-settings.js';
import { empty, restore, save, stateOf, untruthfulRuns, type Users, wrongBetween } from './support/host-state.js';
import { MortalDatabase } from './support/mortal-database.js';
import {
  anEntry,
  applyAll,
  JOB,
  KINDS,
  openTestHost,
  plan,
  servicesOver,
  SETTINGS_SHAPE,
  synchronize,
  type TestHost,
} from './support/test-host.js';

const FLOORS = floorsOf(new LimitsSettings());
const MANUAL = { job: JOB, trigger: 'manual', startedBy: 'olga', scheduledFor: null } as const;
const CHUNK = 2;
/** Both databases get the same statements: one of them is killed before each, the other before a third. */
const STEP = { PostgreSQL: 1, PGlite: 3 } as const;

/** The directory before and after: two people change, two are new, one is inactive, one has gone. */
const OLD = ['ada', 'grace', 'alan', 'edsger', 'tony'].map((id) => anEntry(id, { title: 'old' }));
const NEW = [
  ...OLD.slice(0, 2).map((entry) => ({ ...entry, fields: { ...entry.fields, title: 'new' } })),
  ...OLD.slice(2, 4),
  ...['barbara', 'donald'].map((id) => anEntry(id, { title: 'new' })),
];

/** What a process does. */
interface Work {
  readonly name: string;
  /** Before the process that is killed: what others have done. */
  readonly prepare: (host: TestHost) => Promise<Run | undefined>;
  readonly perform: (host: TestHost, prepared: Run | undefined) => Promise<void>;
  /** Whether the users are turned back to what they were. */
  readonly turnsBack?: true;
}

const WORKS: readonly Work[] = [
  {
    name: 'runs',
    prepare: async () => undefined,
    perform: async (host) => {
      await execute(host, await host.runs.queue({ ...MANUAL, mode: 'apply' }));
    },
  },
  {
    name: 'plans, approves and applies',
    prepare: async () => undefined,
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
      return host.runs.abort(run, { status: 'cancelled', code: 'RUN_CANCELLED', params: {} });
    },
    perform: async (host, broken) => {
      await execute(host, await host.runs.resume({ runId: broken?.id ?? '', resumedBy: 'olga', ...current(false) }));
    },
  },
  {
    name: 'reverts a run',
    prepare: async (host) => execute(host, await host.runs.queue({ ...MANUAL, mode: 'apply' })),
    perform: async (host, reverted) => {
      const reverts = { runId: reverted?.id ?? '', users: null, fields: null, reason: 'wrong' };
      const queued = await host.runs.queue({ ...MANUAL, mode: 'plan', reverts });
      const run = await acquire(host, queued);
      await host.revertPlanner.plan(run, reverts);
      await execute(host, await approve(host, await host.runs.finishAsPlan(run), true));
    },
    turnsBack: true,
  },
];

describe.each(KINDS)('a process on %s that is killed before any of its statements, and that', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  it.each(WORKS)(
    '$name leaves nobody half-written, no change without journal, and a run that the next one closes',
    async ({ prepare, perform, turnsBack }) => {
      await reset(host);
      const prepared = await prepare(host);
      const before = await stateOf(host);
      await save(host);
      let survived = false;
      for (let statements = 1; !survived; statements += STEP[kind]) {
        await restore(host);
        const mortal = await aProcess(host, statements);
        survived = await survives(mortal.database, perform(mortal.host, prepared));
        const found = wrongBetween(before, turnsBack ? TURNED_BACK : EXPECTED, await stateOf(host));

        const next = await aProcess(host);
        await closeOpenRun(next.host);
        found.push(...(await untruthfulRuns(host)));
        const { status } = await execute(next.host, await next.host.runs.queue({ ...MANUAL, mode: 'apply' }));
        const { users, notSeen } = await stateOf(host);
        const where = `before statement ${statements}: ${mortal.database.last}`;
        expect({ where, found, status, users, notSeen }).toEqual({ where, found: [], ...DONE });
      }
    },
    3_600_000,
  );
});

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

/** Services of another process over the same database. */
async function aProcess({ kind, orm, url }: TestHost, statements?: number) {
  let database: MortalDatabase | undefined;
  const through = (own: ConstructorParameters<typeof MortalDatabase>[0]) =>
    (database = new MortalDatabase(own, statements));
  const host = await servicesOver(kind, orm, url, { migrate: false, through });
  if (!database) throw new Error('The services have no database.');
  return { host, database };
}

/** False if the process is killed. */
async function survives(database: MortalDatabase, work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (database.isKilled) return false;
    throw error;
  }
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
  const [queued] = await host.runs.recover(JOB);
  if (queued) await host.runs.cancel(queued.id, 'olga');
}
