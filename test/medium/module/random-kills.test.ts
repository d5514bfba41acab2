import { setTimeout } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { Directory } from './a-directory.js';
import { Host, type HostDatabase, postgresDatabase } from './a-host.js';
import { WorkerPool } from './worker-pool.js';
import { IS_APPLIED } from '../../../src/persistence/tables/batch-change.entity.js';

/** `KILL_SECONDS=180` kills for three minutes. The figures are printed then. */
const SECONDS = Number(process.env['KILL_SECONDS'] ?? 20);
const PEOPLE = 400;
/** Each run changes everybody. */
const NO_GUARDS = { limits: { names: { enabled: false }, changes: { enabled: false } } };
/** No living worker may look this often, every two seconds, at a run that nobody executes: ten seconds. */
const MAX_RECOVERIES = 5;

/** The open run, and whether a process holds the lease of its job. `now` is the clock of the database. */
const OPEN_RUN = `select id::text, status, extract(epoch from clock_timestamp())::float8 as now, exists(
    select 1 from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and ((classid::bigint << 32) | objid::bigint) = hashtextextended('ldap-addon-batch-sync:run:' || job, 0)) as leased
  from batch_run where status in ('queued', 'reading', 'applying') or (status = 'planned' and mode = 'apply')`;

interface OpenRun {
  readonly id: string;
  readonly status: string;
  readonly now: number;
  readonly leased: boolean;
}

/** Watches for how long the open run is executed by no process. */
class Watch {
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

let directory: Directory;
let database: HostDatabase;
let workers: WorkerPool | undefined;

beforeAll(async () => {
  directory = await Directory.withPeople(PEOPLE);
});

beforeEach(async () => {
  for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
  database = await postgresDatabase();
});

afterEach(async () => {
  workers?.stop();
  await database.drop();
});

afterAll(() => directory.stop());

it(
  'three workers that are killed at random end every run truthfully, and no run waits for a dead process',
  async () => {
    const migrating = await Host.start(database, { work: false, seed: { ...directory.settings, ...NO_GUARDS } });
    await migrating.stop();
    const pool = (workers = new WorkerPool(3, { DATABASE_URL: database.url }));
    await vi.waitFor(() => expect(pool.working.length).toBeGreaterThan(1), 120_000);

    const watch = new Watch(pool);
    let [started, refusedForDead] = [0, 0];
    const end = Date.now() + SECONDS * 1000;
    let nextKill = 0;
    while (Date.now() < end) {
      if (Date.now() >= nextKill) {
        pool.killOne();
        nextKill = Date.now() + 50 + Math.random() * 2_000;
      }
      const [open] = await database.query<OpenRun>(OPEN_RUN);
      const deadFor = watch.see(open);
      // Users that differ from the directory give the next run something to write.
      if (!open) await database.query(`update app_user set mail = 'changed@example.org', condition = 'new'`);
      const mayStart = !open || (open.status !== 'queued' && deadFor > 1);
      if (mayStart) {
        const outcome = await pool.start();
        if ('runId' in outcome) {
          started++;
          if (Math.random() < 0.5) nextKill = Date.now() + Math.random() * 100;
        }
        if ('refused' in outcome && open && outcome.blockedBy === open.id) refusedForDead++;
      }
      await setTimeout(10);
    }
    pool.stop();

    const host = await Host.start(database);
    await vi.waitFor(async () => expect(await database.query(OPEN_RUN)).toEqual([]), 60_000);
    const last = await host.run();
    await host.stop();
    const runs = await database.query<{ status: string; reason: string | null; count: number }>(
      `select status, reason_code as reason, count(*)::int as count from batch_run group by 1, 2 order by 1, 2`,
    );
    if (process.env['KILL_SECONDS']) {
      const { longestSeconds, mostRecoveries } = watch;
      console.log({ SECONDS, kills: pool.kills, started, longestSeconds, mostRecoveries, refusedForDead, runs });
    }

    expect(refusedForDead).toBe(0);
    expect(watch.mostRecoveries).toBeLessThanOrEqual(MAX_RECOVERIES);
    expect(last).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE, problems: 0 } });
    for (const { status, reason } of runs)
      expect([`succeeded null`, 'failed RUN_ABANDONED']).toContain(`${status} ${reason}`);
    expect(await untrueRuns()).toEqual([]);
    expect(await wrongUsers()).toEqual([]);
    expect(await database.query('select 1 from app_user')).toHaveLength(PEOPLE);
  },
  SECONDS * 1000 + 300_000,
);

/** Runs whose counts are not those of their rows in the journal. */
function untrueRuns(): Promise<object[]> {
  return database.query(
    `select r.id::text from batch_run r where (select count(*) from batch_change c where c.run_id = r.id and ${IS_APPLIED})
       <> coalesce((counts->>'created')::int, 0) + coalesce((counts->>'updated')::int, 0) + coalesce((counts->>'activated')::int, 0)`,
  );
}

/** Users without a link, or who are not as the directory says. */
function wrongUsers(): Promise<object[]> {
  return database.query(
    `select u.login from app_user u where condition <> 'active' or mail = 'changed@example.org'
       or (select count(*) from directory_link l where l.user_id = u.user_no::text) <> 1`,
  );
}
