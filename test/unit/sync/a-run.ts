import type { Certificate, Run, RunCounts, RunMode, RunProgress } from '../../../src/contract/run.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import type { DirectoryUser, Entry } from '../../../src/mapping/directory-user.js';
import type { EntryProblem } from '../../../src/mapping/mapped.js';
import type { FieldLimits } from '../../../src/mapping/mapping-rule.js';
import { DataPoolSettings } from '../../../src/settings/data-pool-settings.js';
import { Applier } from '../../../src/sync/ports/applier.js';
import { type DirectoryRead, DirectoryReader } from '../../../src/sync/ports/directory-reader.js';
import { type OpenRun, type RunEnd, Runs } from '../../../src/sync/ports/runs.js';
import { Staging, type StagingArea } from '../../../src/sync/ports/staging.js';
import { UsersTable } from '../../../src/sync/ports/users-table.js';
import { RunMeter } from '../../../src/sync/run-meter.js';
import type { RunOrder } from '../../../src/sync/run-order.js';
import { Runner } from '../../../src/sync/runner.js';
import { Stager } from '../../../src/sync/stager.js';

const NO_COUNTS: RunCounts = { read: 0, created: 0, updated: 0, activated: 0, unchanged: 0, problems: 0 };

export function anEntry(name: string, attributes: Entry['attributes'] = { uid: [name] }): Entry {
  return { dn: `uid=${name},dc=example`, stableId: `id-${name}`, attributes };
}

export function anOrder(): RunOrder {
  const dataPool = Object.assign(new DataPoolSettings(), { urls: ['ldap://127.0.0.1'], baseDn: 'dc=example' });
  const mapping = [{ attribute: 'uid', field: 'userName', required: true }] as const;
  return { runId: 'run-1', dataPoolName: 'default', dataPool, mapping, chunkSize: 2 };
}

/** Everything around a runner, with a diary of what it asked for. */
export class World {
  readonly diary: string[] = [];
  readonly staged: DirectoryUser[] = [];
  readonly rejected: EntryProblem[] = [];
  ended: RunEnd | undefined;
  /** Applied, as watchers last heard. */
  reported: number | undefined;
  mode: RunMode = 'apply';
  waiting = true;

  pages: readonly (readonly Entry[])[] = [[anEntry('ada'), anEntry('grace')]];
  readFails: unknown;
  certificate: Partial<Certificate> = {};
  planFails: unknown;
  applyFails: unknown;
  closeFails: unknown;
  reportFails: unknown;
  onChunk: () => void = () => undefined;
  /** Called after each page, with how many entries are staged by then. */
  onFlush: (staged: number) => void = () => undefined;
  readonly shutdown = new AbortController();

  run(order = anOrder()): Promise<Run | undefined> {
    return this.runner().run(order, this.shutdown.signal);
  }

  refuse(error: SyncError): Promise<Run | undefined> {
    return this.runner().refuse('run-1', 'default', error);
  }

  private runner(): Runner {
    const meter = new RunMeter({});
    const stager = new Stager(new Table(), meter);
    return new Runner(
      new FakeRuns(this),
      new FakeDirectory(this),
      new FakeStaging(this),
      stager,
      new FakeApplier(this),
      meter,
    );
  }

  aRun(status: Run['status'], end?: RunEnd): Run {
    this.diary.push(status);
    this.ended = end;
    return {
      id: 'run-1',
      symbolicName: 'LDAPAddonBatchSync',
      mode: this.mode,
      trigger: 'manual',
      startedBy: null,
      status,
      counts: NO_COUNTS,
      reason: end ? { code: end.code, params: end.params } : null,
      certificate: end?.certificate ?? null,
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

class FakeRuns extends Runs {
  constructor(private readonly world: World) {
    super();
  }

  queue(): Promise<Run | undefined> {
    return Promise.reject(new Error('not asked for'));
  }

  open(runId: string, dataPool: string): Promise<OpenRun | undefined> {
    if (!this.world.waiting) return Promise.resolve(undefined);
    this.world.diary.push('open');
    const { mode } = this.world;
    return Promise.resolve({ id: runId, symbolicName: 'LDAPAddonBatchSync', dataPool, mode, fence: 1 });
  }

  async report(_run: OpenRun, { applied }: Pick<RunProgress, 'applied'>): Promise<void> {
    this.world.reported = applied;
    if (this.world.reportFails) throw this.world.reportFails;
  }

  rest(): Promise<Run> {
    return Promise.resolve(this.world.aRun('planned'));
  }

  async close(): Promise<Run> {
    if (this.world.closeFails) throw this.world.closeFails;
    return this.world.aRun('succeeded');
  }

  end(_run: OpenRun, end: RunEnd): Promise<Run> {
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
    const certificate = (): Certificate => ({
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
      ...world.certificate,
    });
    return { pages: pages(), certificate };
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }
}

class FakeStaging extends Staging {
  constructor(private readonly world: World) {
    super();
  }

  open(): Promise<StagingArea> {
    const { world } = this;
    world.diary.push('stage');
    return Promise.resolve({
      add: (user) => void world.staged.push(user),
      reject: (problem) => void world.rejected.push(problem),
      flush: async () => world.onFlush(world.staged.length),
      plan: async () => {
        world.diary.push('plan');
        if (world.planFails) throw world.planFails;
        return { ...NO_COUNTS, read: world.staged.length, created: world.staged.length };
      },
      close: async () => void world.diary.push('drop'),
    });
  }
}

class FakeApplier extends Applier {
  constructor(private readonly world: World) {
    super();
  }

  async *apply(_run: OpenRun, _chunkSize: number, signal: AbortSignal): AsyncGenerator<number> {
    for (const applied of [2, 4]) {
      if (signal.aborted) return;
      this.world.diary.push(`apply ${applied}`);
      if (this.world.applyFails) throw this.world.applyFails;
      yield applied;
      this.world.onChunk();
    }
  }
}

export const lostTurn = () => new SyncError('RUN_LOST_ITS_TURN');
