import { Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { type Run, RUN_PROGRESSED } from '../../../src/index.js';
import { ReadRestarts } from '../../../src/engine/read/read-restarts.service.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from './a-host.js';

const PEOPLE = 2_000;

describe('a failing run', () => {
  let directory: Directory;
  let database: HostDatabase;
  let host: Host;

  const users = async () => (await database.query('select 1 from app_user')).length;

  /** Starts a run and waits until it is reading. Many pages follow. */
  const startReading = async (): Promise<string> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const unsubscribe = host.events.subscribe((event) => {
      if (event.event === RUN_PROGRESSED && event.status === 'reading') resolve();
    });
    const { id } = await host.runs.start(JOB, { mode: 'apply', startedBy: null });
    await promise;
    unsubscribe();
    return id;
  };

  const stored = async (id: string) =>
    (
      await database.query<Pick<Run, 'status'> & { code: string }>(
        `select status, reason_code as code from batch_run where id = '${id}'`,
      )
    )[0];

  beforeAll(async () => {
    for (const level of ['log', 'warn', 'error'] as const) {
      vi.spyOn(Logger.prototype, level).mockImplementation(() => undefined);
    }
    directory = await Directory.withPeople(PEOPLE);
  });

  beforeEach(async () => {
    database = await postgresDatabase();
    host = await Host.start(database, { seed: directory.settings, chunkSize: 10 });
    await host.jobs.saveSettings(JOB, { settings: { dataPool: { pageSize: 1 } }, changedBy: null });
  });

  afterEach(async () => {
    directory.slapd.resume();
    await host.stop();
    await database.drop();
  });

  afterAll(() => directory.stop());

  it('is interrupted when the process shuts down, and the next run succeeds', async () => {
    const id = await startReading();
    const askedAt = performance.now();
    await host.stop();

    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(await stored(id)).toEqual({ status: 'failed', code: 'RUN_INTERRUPTED' });

    host = await Host.start(database);
    await host.jobs.saveSettings(JOB, { settings: { dataPool: { pageSize: 200 } }, changedBy: null });
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
  });

  it('is interrupted when the process shuts down while the directory does not respond', async () => {
    directory.slapd.pause();
    const { id } = await host.runs.start(JOB, { mode: 'apply', startedBy: null });
    await vi.waitFor(async () => expect((await host.runs.get(id)).status).toBe('reading'), 5_000);
    const askedAt = performance.now();
    await host.stop();

    expect(performance.now() - askedAt).toBeLessThan(5_000);
    expect(await stored(id)).toEqual({ status: 'failed', code: 'RUN_INTERRUPTED' });
  });

  it('fails when all database connections are terminated, and the next run succeeds', async () => {
    const id = await startReading();
    await database.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await vi.waitFor(async () => expect(await stored(id)).toMatchObject({ status: 'failed' }), 10_000);
    expect(await users()).toBe(0);

    await host.jobs.saveSettings(JOB, { settings: { dataPool: { pageSize: 200 } }, changedBy: null });
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
  });

  it('fails with the state of the database, which the health check repeats until a run succeeds', async () => {
    await host.jobs.saveSettings(JOB, { settings: { dataPool: { pageSize: 200 } }, changedBy: null });
    await database.query(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$`);
    await database.query('create trigger refuse before insert on app_user execute function refuse()');
    expect(await host.run()).toMatchObject({ status: 'failed', reason: { code: 'DATABASE_FULL' } });
    expect(await host.health.health()).toMatchObject({ database: { up: false, code: 'DATABASE_FULL' } });
    expect(await users()).toBe(0);

    await database.query('drop function refuse cascade');
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: PEOPLE } });
    expect(await host.health.health()).toMatchObject({ database: { up: true, code: null } });
  });

  it('fails with the reason and changes no user when the directory stops during the read', async () => {
    const stopping = await Directory.withPeople(PEOPLE);
    const { urls, bindPassword } = stopping.settings.dataPool;
    await host.jobs.saveSettings(JOB, { settings: { dataPool: { urls, bindPassword } }, changedBy: null });
    host.app.get(ReadRestarts).delays = [0, 0];
    const id = await startReading();
    stopping.slapd.kill();

    const run = await host.ended(id);

    expect(run).toMatchObject({ status: 'failed', counts: { read: 0 }, readReport: { complete: false } });
    expect(run.reason?.code).toMatch(/^LDAP_|^DIRECTORY_READ_INCOMPLETE$/);
    expect(await users()).toBe(0);
    await stopping.stop();
  });

  it('belongs to a job that is found by the published alias and not by an unknown name', async () => {
    const { aliases } = host.jobs.manifest(JOB);
    expect(await host.jobs.settings(aliases[0] ?? '')).toMatchObject({ symbolicName: JOB });
    await expect(host.jobs.settings('Other')).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
  });

  it.each(['invalid', '00000000-0000-4000-8000-000000000000', "'; drop table batch_run; --"])(
    'is not found by an invalid id: %s',
    async (id) => {
      const notFound = { code: 'RUN_NOT_FOUND' };
      await expect(host.runs.get(id)).rejects.toMatchObject(notFound);
      await expect(host.runs.changes(id)).rejects.toMatchObject(notFound);
      await expect(host.runs.problems(id)).rejects.toMatchObject(notFound);
      await expect(host.ended(id)).rejects.toMatchObject(notFound);
    },
  );

  it('leaves the health check responsive while the directory does not respond', async () => {
    directory.slapd.pause();
    const askedAt = performance.now();

    expect(await host.health.health()).toMatchObject({
      database: { up: true },
      directories: [{ up: false, code: 'LDAP_TIMEOUT' }],
    });
    expect(performance.now() - askedAt).toBeLessThan(8_000);
  });
});
