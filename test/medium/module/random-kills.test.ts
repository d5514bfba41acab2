import { setTimeout } from 'node:timers/promises';

import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

import { IS_APPLIED } from '../../../src/persistence/tables/batch-change.entity.js';
import { randomNumbers, randomSeed } from '../../support/random-cases.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';
import { OPEN_RUN, type OpenRun, RecoveryWatch } from './recovery-watch.js';
import { WorkerPool } from './worker-pool.js';

/** `KILL_SECONDS=180` kills for three minutes. The figures are printed then. */
const SECONDS = Number(process.env['KILL_SECONDS'] ?? 8);
const PEOPLE = 400;
/** Each run changes everybody. */
const NO_GUARDS = { limits: { names: { enabled: false }, changes: { enabled: false } } };
/** All processes tick at the same instants. */
const SCHEDULE = { schedule: { enabled: true, expression: '* * * * * *', timeZone: 'Etc/UTC' } };
/** No living worker may look this often, every two seconds, at a run that nobody executes: ten seconds. */
const MAX_RECOVERIES = 5;

/** How a run may end here, and why. */
const ENDS = [
  'succeeded null',
  'succeeded-with-problems null',
  'planned null',
  'failed RUN_ABANDONED',
  'cancelled RUN_CANCELLED',
];

/** The newest run that can be approved, and the newest that can be resumed. */
const NEWEST = {
  approve: `select id::text from batch_run where mode = 'plan' and status = 'planned' and ended_at is not null
    order by queued_at desc limit 1`,
  resume: `select id::text from batch_run where status in ('failed', 'cancelled') order by queued_at desc limit 1`,
};

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

/** What is chosen, though not when: the machine decides that. */
let random: () => number;
const happens = (probability: number) => random() < probability;

/** Asks for something that can be done while no run is open: more often for a run than for anything else. */
async function askForRun(pool: WorkerPool) {
  const operation = (['start', 'start', 'plan', 'approve', 'resume'] as const)[Math.floor(random() * 5)]!;
  if (operation === 'start' || operation === 'plan') return pool.ask(operation);
  const [run] = await database.query<{ id: string }>(NEWEST[operation]);
  return pool.ask(run ? operation : 'start', run?.id);
}

async function hasTicked(): Promise<boolean> {
  return (await database.query(`select 1 from batch_run where "trigger" = 'schedule'`)).length > 0;
}

it.each([2, 8])(
  '%i workers that tick at the same instants and are killed at random end every run truthfully, and none waits for a dead one',
  async (size) => {
    random = randomNumbers(randomSeed() + size);
    const seed = { ...directory.settings, ...NO_GUARDS, ...SCHEDULE };
    const migrating = await Host.start(database, { work: false, seed });
    await migrating.stop();
    const pool = (workers = new WorkerPool(size, { DATABASE_URL: database.url }, random));
    await vi.waitFor(() => expect(pool.working.length).toBeGreaterThan(1), 120_000);

    const watch = new RecoveryWatch(pool);
    const asked = new Set<string>();
    let refusedForDead = 0;
    const end = Date.now() + SECONDS * 1000;
    let nextKill = 0;
    let isLeftAlone = false;
    while (Date.now() < end || !(await hasTicked())) {
      if (Date.now() >= nextKill) {
        pool.killOne();
        nextKill = Date.now() + 50 + random() * 2_000;
      }
      const [open] = await database.query<OpenRun>(OPEN_RUN);
      const deadFor = watch.see(open);
      // Half of the runs of dead processes are left to recovery; people start or cancel during the others.
      if (deadFor === 0) isLeftAlone = happens(0.5);
      if (open && !isLeftAlone && happens(0.003)) await pool.ask('cancel', open.id);
      // Users that differ from the directory give the next run something to write, and a plan something to refuse.
      if (!open && happens(0.1)) {
        await database.query(
          `update app_user set mail = 'changed-${Math.floor(random() * 1000)}@example.org', condition = 'new'`,
        );
      }
      // Ticks find the job free at times.
      if (open ? !isLeftAlone && open.status !== 'queued' && deadFor > 1 : happens(0.05)) {
        const outcome = await askForRun(pool);
        if ('runId' in outcome) {
          asked.add(outcome.runId);
          if (happens(0.5)) nextKill = Date.now() + random() * 100;
        }
        if ('refused' in outcome && open && outcome.blockedBy === open.id) refusedForDead++;
      }
      await setTimeout(10);
    }
    pool.stop();

    await switchScheduleOff();
    const host = await Host.start(database);
    await vi.waitFor(async () => expect(await database.query(OPEN_RUN)).toEqual([]), 60_000);
    const last = await host.run();
    await host.stop();
    const runs = await database.query<{ id: string; end: string; trigger: string; at: string | null }>(
      `select id::text, concat(status, ' ', coalesce(reason_code, 'null')) as end, "trigger", scheduled_for::text as at
       from batch_run`,
    );
    if (process.env['KILL_SECONDS']) {
      const { longestSeconds, mostRecoveries, mostTurns } = watch;
      const ends = Object.fromEntries(ENDS.map((name) => [name, runs.filter((run) => run.end === name).length]));
      console.log({ size, SECONDS, kills: pool.kills, longestSeconds, mostRecoveries, mostTurns, ends });
    }

    expect(refusedForDead).toBe(0);
    expect(watch.tooLong).toEqual([]);
    expect(watch.mostRecoveries).toBeLessThanOrEqual(MAX_RECOVERIES);
    expect(last).toMatchObject({ status: 'succeeded', counts: { read: PEOPLE, problems: 0 } });
    expect(runs.filter((run) => !ENDS.includes(run.end))).toEqual([]);
    expect([...asked].filter((id) => !runs.some((run) => run.id === id))).toEqual([]);
    const ticks = runs.filter(({ trigger }) => trigger === 'schedule').map(({ at }) => at);
    expect(new Set(ticks).size).toBe(ticks.length);
    expect(await untrueRuns()).toEqual([]);
    expect(await wrongUsers()).toEqual([]);
    expect(await database.query('select 1 from app_user')).toHaveLength(PEOPLE);
  },
  SECONDS * 1000 + 300_000,
);

/** Returns when no tick is in progress any more. */
async function switchScheduleOff() {
  const host = await Host.start(database, { work: false });
  await host.jobs.saveSettings(JOB, { settings: { schedule: { enabled: false } }, changedBy: 'admin' });
  await host.stop();
}

/** Runs whose counts are not those of their rows in the journal. */
function untrueRuns(): Promise<object[]> {
  return database.query(
    `select r.id::text, r.status, r.counts, r.applied_through from batch_run r where mode = 'apply' and (select count(*) from batch_change c where c.run_id = r.id and ${IS_APPLIED})
       <> coalesce((counts->>'created')::int, 0) + coalesce((counts->>'updated')::int, 0) + coalesce((counts->>'activated')::int, 0)`,
  );
}

/** Users without a link, or who are not as the directory says. */
function wrongUsers(): Promise<object[]> {
  return database.query(
    `select u.login from app_user u where condition <> 'active' or mail like 'changed%'
       or (select count(*) from directory_link l where l.user_id = u.user_no::text) <> 1`,
  );
}
