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

/** Watches for how long the open run is executed by no process. */
export class RecoveryWatch {
  private since:
    | { readonly id: string; readonly now: number; readonly recoveries: ReturnType<WorkerPool['recoveries']> }
    | undefined;
  longestSeconds = 0;
  mostRecoveries = 0;

  constructor(private readonly workers: WorkerPool) {}

  /** Seconds since which no process executes the run. */
  see(run: OpenRun | undefined): number {
    if (!run || run.leased) {
      this.since = undefined;
      return 0;
    }
    const recoveries = this.workers.recoveries();
    if (this.since?.id !== run.id) this.since = { id: run.id, now: run.now, recoveries };
    const seconds = run.now - this.since.now;
    this.longestSeconds = Math.max(this.longestSeconds, seconds);
    for (const [worker, before] of this.since.recoveries) {
      this.mostRecoveries = Math.max(this.mostRecoveries, (recoveries.get(worker) ?? before) - before);
    }
    return seconds;
  }
}
