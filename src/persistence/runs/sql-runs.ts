import type { MikroORM } from '@mikro-orm/core';
import type { Run, RunProgress } from '../../contract/run.js';
import type { FinishedRun } from '../../contract/sync-metrics.js';
import { SyncError } from '../../contract/sync-error.js';
import { type OpenRun, type RunEnd, type RunRequest, Runs } from '../../sync/ports/runs.js';
import type { Database } from '../database/database.js';
import { BatchRun } from '../entities/batch-run.entity.js';
import { tellProgress } from '../events/announce.js';
import type { OwnTables } from '../own-tables.js';
import { countsDisagree, lostItsTurn, runInProgress } from '../persistence-errors.js';
import { closeAbandoned, OPEN, takeQueued } from './open-run.js';
import { insertQueued } from './queue-run.js';
import { moveRun } from './move-run.js';
import { brokenOff, countRows, sumOf } from './run-counts.js';
import { toRun } from './run-row.js';
import type { Turns } from './turns.js';

/** Of queueing, while one run after the other ends before it can be named. */
const MOST_ATTEMPTS = 10;

/** The runs in the database; each held by the process that has its turn. */
export class SqlRuns extends Runs {
  /** @param tellAbandoned is called once for each run of a process that is gone, where it was closed. */
  constructor(
    private readonly orm: MikroORM,
    private readonly database: Database,
    private readonly tables: OwnTables,
    private readonly turns: Turns,
    private readonly tellAbandoned: (run: FinishedRun) => void,
  ) {
    super();
  }

  async queue(request: RunRequest): Promise<Run | undefined> {
    // A run in the way may belong to a process that is gone, or end while we look: then there is another try.
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      const outcome = await insertQueued(this.database, this.tables, request);
      if (outcome.kind === 'queued') return this.read(outcome.runId);
      if (outcome.kind === 'tick-had-its-run') return undefined;
      if (outcome.kind === 'free-again') continue;
      if (attempt >= 3) throw runInProgress(outcome.runId);
      if (!(await this.closeLeftBehind(request.symbolicName)) && (await this.isOpen(outcome.runId))) {
        throw runInProgress(outcome.runId);
      }
    }
    throw new SyncError('UNEXPECTED');
  }

  open(runId: string, dataPool: string): Promise<OpenRun | undefined> {
    return this.turns.opens(runId, () => this.openOurs(runId, dataPool));
  }

  async report(run: OpenRun, { read, applied, total }: Pick<RunProgress, 'read' | 'applied' | 'total'>): Promise<void> {
    if (this.turns.of(run).lost) throw lostItsTurn();
    await this.database.transaction(async (transaction) => {
      const [ours] = await transaction.query<Pick<Run, 'status'>>(
        `update ${this.tables.run} set progress_read = $3::int, progress_applied = $4::int, progress_total = $5::int
         where id = $1::text::uuid and fence = $2::int and status in ('reading', 'planned', 'applying')
         returning status`,
        [run.id, run.fence, read, applied, total],
      );
      if (!ours) throw lostItsTurn();
      await tellProgress(transaction, run.id, ours.status);
    });
  }

  rest(run: OpenRun): Promise<Run> {
    return this.finish(run, () =>
      this.database.transaction((transaction) =>
        moveRun(transaction, this.tables, run, { status: 'planned', ended: true }),
      ),
    );
  }

  close(run: OpenRun): Promise<Run> {
    const write = () =>
      this.database.transaction(async (transaction) => {
        const counts = await countRows(transaction, this.tables, run.id, 'applied');
        const status = counts.problems > 0 ? 'succeeded-with-problems' : 'succeeded';
        await moveRun(transaction, this.tables, run, { status, counts, ended: true }, ['users']);
        // Only now: the counts of a run that is not ours any more are nothing to judge.
        const sum = sumOf(counts);
        if (counts.read !== sum) throw countsDisagree(counts.read, sum);
      });
    return this.finish(run, write, (error) => !(error instanceof SyncError && error.code === 'RUN_LOST_ITS_TURN'));
  }

  end(run: OpenRun, { status, code, params, certificate }: RunEnd): Promise<Run> {
    return this.finish(run, () =>
      this.database.transaction(async (transaction) => {
        const which = status === 'stopped' ? 'standing' : 'applied';
        const counts = brokenOff(await countRows(transaction, this.tables, run.id, which));
        await moveRun(transaction, this.tables, run, {
          status,
          counts,
          reason: { code, params },
          certificate,
          ended: true,
        });
      }),
    );
  }

  async recover(symbolicName: string): Promise<readonly Run[]> {
    await this.closeLeftBehind(symbolicName);
    const waiting = await this.orm.em
      .fork()
      .find(BatchRun, { symbolicName, status: 'queued' }, { filters: false, orderBy: { queuedAt: 'asc' } });
    return waiting.map((row) => toRun(row));
  }

  private async openOurs(runId: string, dataPool: string): Promise<OpenRun | undefined> {
    const waiting = await this.orm.em.fork().findOne(BatchRun, { id: runId, status: 'queued' }, { filters: false });
    if (!waiting) return undefined;

    const session = await this.turns.take(waiting.symbolicName);
    try {
      const { run, abandoned } = await session.transaction((transaction) =>
        takeQueued(transaction, this.tables, waiting, dataPool, (id) => this.turns.isOurs(id)),
      );
      abandoned.forEach(this.tellAbandoned);
      if (run) this.turns.keep(run, session);
      else await session.release();
      return run;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** Closes what a process left behind that is gone; whether there was something. */
  private async closeLeftBehind(symbolicName: string): Promise<boolean> {
    const session = await this.turns.tryTake(symbolicName);
    if (!session) return false;
    try {
      const abandoned = await session.transaction((transaction) =>
        closeAbandoned(transaction, this.tables, symbolicName, (id) => this.turns.isOurs(id)),
      );
      abandoned.forEach(this.tellAbandoned);
      return abandoned.length > 0;
    } finally {
      await session.release();
    }
  }

  private async isOpen(runId: string): Promise<boolean> {
    const rows = await this.database.query(
      `select 1 from ${this.tables.run} where id = $1::text::uuid and (${OPEN} or status = 'queued')`,
      [runId],
    );
    return rows.length > 0;
  }

  /** Whatever happens, the turn is given back - but for a `close` that failed: an honest `end` follows it. */
  private async finish(run: OpenRun, write: () => Promise<void>, keepTurn?: (error: unknown) => boolean): Promise<Run> {
    try {
      await write();
    } catch (error) {
      if (!keepTurn?.(error)) await this.turns.giveBack(run);
      throw error;
    }
    await this.turns.giveBack(run);
    return this.read(run.id);
  }

  private async read(id: string): Promise<Run> {
    return toRun(await this.orm.em.fork().findOneOrFail(BatchRun, { id }, { filters: false }));
  }
}
