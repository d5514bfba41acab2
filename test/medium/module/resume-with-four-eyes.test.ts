import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { PlanApplier } from '../../../src/engine/ports/plan-applier.js';
import type { Run } from '../../../src/index.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, pgliteDatabase, postgresDatabase } from './a-host.js';

const PEOPLE = 4;
const CHUNK = 2;

let directory: Directory;
let database: HostDatabase;
let host: Host;

beforeAll(async () => {
  directory = await Directory.withPeople(PEOPLE);
});
afterAll(() => directory.stop());

describe.each([
  ['PostgreSQL', postgresDatabase],
  ['PGlite', pgliteDatabase],
])('an approved run that broke off, with four eyes, on %s', (_, open) => {
  beforeEach(async () => {
    for (const level of ['log', 'warn', 'error'] as const) vi.spyOn(Logger.prototype, level).mockReturnValue();
    database = await open();
    host = await Host.start(database, { seed: directory.settings, chunkSize: CHUNK });
    const settings = { approval: { policy: 'always', fourEyes: true } };
    await host.jobs.saveSettings(JOB, { settings, changedBy: 'adam' });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await host.stop();
    await database.drop();
  });

  /** Approves the plan that "test" made, and fails after some chunks. */
  async function breakOff(chunks: number): Promise<Run> {
    const { id, hash } = await host.run('plan');
    const applier = host.app.get(PlanApplier, { strict: false });
    const original = applier.apply.bind(applier);
    const breaking = vi.spyOn(applier, 'apply').mockImplementation(async function* (run, chunkSize, signal) {
      let left = chunks;
      if (left === 0) throw new Error('broken');
      for await (const applied of original(run, chunkSize, signal)) {
        yield applied;
        if (--left === 0) throw new Error('broken');
      }
    });
    await host.runs.approve(id, { hash: hash ?? '', reason: 'checked', approvedBy: 'olga' });
    const run = await host.ended(id);
    breaking.mockRestore();
    return run;
  }

  it('is not resumed before its first change by whoever could not approve it', async () => {
    const { id, ...run } = await breakOff(0);
    expect(run).toMatchObject({ status: 'failed', approval: { by: 'olga' }, counts: { created: 0 } });

    for (const [who, because] of [
      ['adam', 'settings'],
      ['test', 'start'],
      [null, 'unknown'],
    ] as const) {
      const refused = { code: 'RESUME_NOT_ALLOWED', params: { by: who ?? 'CLI', because } };
      await expect(host.runs.resume(id, who)).rejects.toMatchObject(refused);
      expect(await host.runs.approverObstacle(id, who)).toBe(because);
    }
    expect(await host.runs.get(id)).toMatchObject({ status: 'failed', resumption: null });

    expect(await host.runs.approverObstacle(id, 'oskar')).toBeNull();
    await host.runs.resume(id, 'oskar');
    expect(await host.ended(id)).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
  });

  it('is said not to be resumable, to whoever asks, before it is approved and after it has ended well or was cancelled', async () => {
    const refused = { code: 'RUN_NOT_RESUMABLE' };
    const refuses = async (runId: string) => {
      for (const who of ['adam', 'test', 'oskar', null])
        await expect(host.runs.resume(runId, who)).rejects.toMatchObject({ ...refused, params: { runId } });
    };
    const { id: waiting } = await host.run('plan');
    await refuses(waiting);
    const { id } = await breakOff(0);
    await host.runs.resume(id, 'oskar');
    expect(await host.ended(id)).toMatchObject({ status: 'succeeded' });
    await refuses(id);
    await database.query(`update batch_run set status = 'cancelled', applied_through = 0 where id = '${id}'`);
    await refuses(id);
  });

  it('is resumed by anyone after its first change, because what was approved only goes on', async () => {
    const { id, ...run } = await breakOff(1);
    expect(run).toMatchObject({ status: 'failed', counts: { created: CHUNK } });

    for (const who of ['adam', 'test', null]) expect(await host.runs.approverObstacle(id, who)).toBeNull();
    await host.runs.resume(id, 'test');
    expect(await host.ended(id)).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
  });
});
