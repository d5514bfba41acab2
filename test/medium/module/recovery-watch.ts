import type { WorkerPool } from './worker-pool.js';

/** The open run, and whether a process holds the lease of its job. `now` is the clock of the database. */
export const OPEN_RUN = `select id::text, status, extract(epoch from clock_timestamp())::float8 as now, exists(
    select 1 from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended('ldap-addon-batch-sync:run:' || job, 0)) as leased
  from batch_run where status in ('queued', 'reading', 'applying') or (status = 'planned' and mode = 'apply')`;

export interface OpenRun {
  readonly id: string;
  readonly status: string;
  readonly now: number;
  readonly leased: boolean;
}

/** No run waits longer for a process that executes it. */
const MAX_SECONDS = 10;
/** A living worker that had so many turns, one every two seconds, was not held up by the machine. */
const TURNS = 3;

/** Watches for how long the open run is executed by no process. */
export class RecoveryWatch {
  private since:
    { readonly id: string; readonly now: number; readonly efforts: ReturnType<WorkerPool['efforts']> } | undefined;
  longestSeconds = 0;
  mostRecoveries = 0;
  mostTurns = 0;
  /** Waits that were too long, although a living worker had its turns. */
  readonly tooLong: { readonly seconds: number; readonly turns: number }[] = [];

  constructor(private readonly workers: WorkerPool) {}

  /** Seconds since which no process executes the run. */
  see(run: OpenRun | undefined): number {
    if (!run || run.leased) {
      this.since = undefined;
      return 0;
    }
    const efforts = this.workers.efforts();
    if (this.since?.id !== run.id) this.since = { id: run.id, now: run.now, efforts };
    const seconds = run.now - this.since.now;
    const during = [...efforts].map(([worker, { recoveries, turns }]) => {
      const before = this.since?.efforts.get(worker);
      // Who came later has recovered when it started.
      return { recoveries: recoveries - (before?.recoveries ?? recoveries), turns: turns - (before?.turns ?? 0) };
    });
    const turns = Math.max(0, ...during.map((effort) => effort.turns));
    this.longestSeconds = Math.max(this.longestSeconds, seconds);
    this.mostRecoveries = Math.max(this.mostRecoveries, ...during.map(({ recoveries }) => recoveries));
    this.mostTurns = Math.max(this.mostTurns, turns);
    if (seconds > MAX_SECONDS && turns >= TURNS) this.tooLong.push({ seconds, turns });
    return seconds;
  }
}
