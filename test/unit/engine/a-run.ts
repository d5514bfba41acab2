import type { ReadReport, Run, RunMode, RunProgress } from '../../../src/contract/runs.js';
import type { Job } from '../../../src/processes/job.js';
import { type RunCounts, runCounts } from '../../../src/contract/change-kinds.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import type { DirectoryUser, Entry } from '../../../src/mapping/directory-user.js';
import type { EntryProblem } from '../../../src/mapping/mapped.js';
import type { FieldLimits } from '../../../src/contract/users-table.js';
import { DataPoolSettings } from '../../../src/settings/schema/data-pool-settings.js';
import { PlanApplier } from '../../../src/engine/ports/plan-applier.js';
import { type DirectoryRead, DirectoryReader } from '../../../src/engine/ports/directory-reader.js';
import { type LeasedRun, type RunAbort, RunStore } from '../../../src/engine/ports/run-store.js';
import { Planner } from '../../../src/engine/ports/planner.js';
import { ReadStore, type StoredRead } from '../../../src/engine/ports/read-store.js';
import { UsersTable } from '../../../src/contract/users-table.js';
import { RunMetrics } from '../../../src/engine/run-metrics.service.js';
import type { RunInput } from '../../../src/engine/run-input.js';
import { RunExecutor } from '../../../src/engine/run-executor.service.js';
import { ReadStager } from '../../../src/engine/read/read-stager.service.js';

const JOB: Job = {
  name: 'LDAPAddonBatchSync',
  symbolicName: 'LDAPAddonBatchSync',
  dataPool: 'default',
  settingKey: 'key',
};

export function anEntry(name: string, attributes: Entry['attributes'] = { uid: [name] }): Entry {
  return { dn: `uid=${name},dc=example`, stableId: `id-${name}`, attributes };
}

export function anOrder(): RunInput {
  const dataPool = Object.assign(new DataPoolSettings(), { urls: ['ldap://127.0.0.1'], baseDn: 'dc=example' });
  const mapping = [{ attribute: 'uid', field: 'userName', required: true }] as const;
  return { runId: 'run-1', job: JOB, dataPool, mapping, limits: {}, chunkSize: 2 };
}

/** Everything around a runner, with a diary of what it asked for. */
export class World {
  readonly diary: string[] = [];
  readonly staged: DirectoryUser[] = [];
  readonly rejected: EntryProblem[] = [];
  ended: RunAbort | undefined;
  /** Applied, as watchers last heard. */
  reported: number | undefined;
  mode: RunMode = 'apply';
  waiting = true;

  pages: readonly (readonly Entry[])[] = [[anEntry('ada'), anEntry('grace')]];
  readFails: unknown;
  readReport: Partial<ReadReport> = {};
  planFails: unknown;
  applyFails: unknown;
  closeFails: unknown;
  reportFails: unknown;
  onChunk: () => void = () => undefined;
  /** Called after each page, with how many entries are staged by then. */
  onFlush: (staged: number) => void = () => undefined;
  readonly shutdown = new AbortController();

  run(order = anOrder()): Promise<Run | undefined> {
    return this.executor().run(order, this.shutdown.signal);
  }

  refuse(error: SyncError): Promise<Run | undefined> {
    return this.executor().refuse('run-1', JOB, error);
  }

  private executor(): RunExecutor {
    const meter = new RunMetrics({});
    const stager = new ReadStager(new Table(), meter);
    return new RunExecutor(
      new FakeRuns(this),
      new FakeDirectory(this),
      new FakeReadStore(this),
      stager,
      new FakePlanner(this),
      new FakeApplier(this),
      meter,
    );
  }

  aRun(status: Run['status'], end?: RunAbort): Run {
    this.diary.push(status);
    this.ended = end;
    return {
      id: 'run-1',
      job: JOB.name,
      symbolicName: 'LDAPAddonBatchSync',
      mode: this.mode,
      trigger: 'manual',
      startedBy: null,
      status,
      counts: runCounts(),
      reason: end ? { code: end.code, params: end.params } : null,
      readReport: end?.readReport ?? null,
      queuedAt: new Date(),
      startedAt: new Date(),
      endedAt: new Date(),
    };
  }
}

class Table extends UsersTable {
  limits(): FieldLimits {
    return { fields: new Set(['userName']), maxLength: { userName: 20 }, notNull: new Set(), attributes: false };
  }
}

class FakeRuns extends RunStore {
  constructor(private readonly world: World) {
    super();
  }

  queue(): Promise<Run | undefined> {
    return Promise.reject(new Error('not asked for'));
  }

  acquire(runId: string, job: Job): Promise<LeasedRun | undefined> {
    if (!this.world.waiting) return Promise.resolve(undefined);
    this.world.diary.push('open');
    const { mode } = this.world;
    return Promise.resolve({ id: runId, job, mode, fence: 1 });
  }

  async report(_run: LeasedRun, { applied }: Pick<RunProgress, 'applied'>): Promise<void> {
    this.world.reported = applied;
    if (this.world.reportFails) throw this.world.reportFails;
  }

  finishAsPlan(): Promise<Run> {
    return Promise.resolve(this.world.aRun('planned'));
  }

  async complete(): Promise<Run> {
    if (this.world.closeFails) throw this.world.closeFails;
    return this.world.aRun('succeeded');
  }

  abort(_run: LeasedRun, end: RunAbort): Promise<Run> {
    return Promise.resolve(this.world.aRun(end.status, end));
  }

  recover(): Promise<readonly Run[]> {
    return Promise.resolve([]);
  }
}

class FakeDirectory extends DirectoryReader {
  constructor(private readonly world: World) {
    super();
  }

  read(): DirectoryRead {
    const { world } = this;
    let entries = 0;
    let isComplete = false;
    async function* pages() {
      for (const page of world.pages) {
        entries += page.length;
        yield page;
      }
      if (world.readFails) throw world.readFails;
      isComplete = true;
    }
    const readReport = (): ReadReport => ({
      complete: isComplete,
      reason: null,
      server: 'ldap://127.0.0.1',
      baseDn: 'dc=example',
      filter: '(uid=*)',
      pages: world.pages.length,
      entries,
      referrals: 0,
      paged: true,
      startedAt: '',
      finishedAt: '',
      ...world.readReport,
    });
    return { pages: pages(), report: readReport };
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }
}

class FakeReadStore extends ReadStore {
  constructor(private readonly world: World) {
    super();
  }

  open(): Promise<StoredRead> {
    const { world } = this;
    world.diary.push('stage');
    return Promise.resolve({
      add: (user) => void world.staged.push(user),
      reject: (problem) => void world.rejected.push(problem),
      flush: async () => world.onFlush(world.staged.length),
      source: { name: 'staged', targets: ['userName'] },
      finish: async () => undefined,
      close: async () => void world.diary.push('drop'),
    });
  }
}

class FakePlanner extends Planner {
  constructor(private readonly world: World) {
    super();
  }

  async plan(): Promise<RunCounts> {
    const { diary, planFails, staged } = this.world;
    diary.push('plan');
    if (planFails) throw planFails;
    return runCounts({ read: staged.length, created: staged.length });
  }
}

class FakeApplier extends PlanApplier {
  constructor(private readonly world: World) {
    super();
  }

  async *apply(_run: LeasedRun, _chunkSize: number, signal: AbortSignal): AsyncGenerator<number> {
    for (const applied of [2, 4]) {
      if (signal.aborted) return;
      this.world.diary.push(`apply ${applied}`);
      if (this.world.applyFails) throw this.world.applyFails;
      yield applied;
      this.world.onChunk();
    }
  }
}

export const lostTurn = () => new SyncError('RUN_LEASE_LOST');
