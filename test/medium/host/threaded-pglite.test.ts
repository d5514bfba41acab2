import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fromPglite } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ThreadedPglite } from '../../../src/host/database/embedded/threaded-pglite.js';

let folder: string;
let database: ThreadedPglite;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'threaded-'));
  database = await ThreadedPglite.open(join(folder, 'pglite'));
  await database.exec('create table person (id int primary key, name text not null)');
});
afterAll(async () => {
  await database?.close();
  await rm(folder, { recursive: true, force: true });
});

const names = async () =>
  (await database.query<{ name: string }>('select name from person order by id')).rows.map(({ name }) => name);

describe('PGlite in a thread of its own', () => {
  it('keeps the SQLSTATE, the constraint and the column of an error', async () => {
    await expect(database.query('insert into person values ($1, $2), ($1, $2)', [1, 'Ada'])).rejects.toMatchObject({
      code: '23505',
      constraint: 'person_pkey',
    });
    await expect(database.query('insert into person (id) values (1)')).rejects.toMatchObject({
      code: '23502',
      column: 'name',
    });
  });

  it('copies from a blob', async () => {
    await database.query(`copy person from '/dev/blob'`, [], { blob: new Blob(['1\tAda\n', '2\tGrace\n']) });
    expect(await names()).toEqual(['Ada', 'Grace']);
  });

  it('lets other statements wait for an open transaction, and rolls back what failed', async () => {
    const failed = database.transaction(async (statements) => {
      await statements.query('delete from person');
      throw new Error('no');
    });
    const meanwhile = names();
    await expect(failed).rejects.toThrow('no');
    expect(await meanwhile).toEqual(['Ada', 'Grace']);

    expect(
      await database.transaction(
        async (statements) => (await statements.query(`update person set name = 'Eve' where id = 1`)).affectedRows,
      ),
    ).toBe(1);
    expect(await names()).toEqual(['Eve', 'Grace']);
  });

  it('delivers notifications until it stops listening', async () => {
    const heard: string[] = [];
    const stop = await database.listen('news', (payload) => heard.push(payload));
    await database.exec(`notify news, 'first'`);
    await database.ping();
    await stop();
    await database.exec(`notify news, 'second'`);
    await database.ping();
    expect(heard).toEqual(['first']);
  });

  it('returns dates as text, as the ORM expects', async () => {
    const { rows } = await database.query(
      `select '2026-01-02 03:04:05+00'::timestamptz as at, '{2026-01-02}'::date[] as days`,
    );
    expect(rows).toEqual([{ at: '2026-01-02 03:04:05+00', days: ['2026-01-02'] }]);
  });

  it('serves the queue', async () => {
    const { rows } = await fromPglite(database).executeSql('select 1 as one; select 2 as two');
    expect(rows).toEqual([{ one: 1 }, { two: 2 }]);
  });

  it('rejects its calls when the thread ends, and says why', async () => {
    const other = await ThreadedPglite.open(join(folder, 'other'));
    const calls = Promise.allSettled([
      other.exec('do $$ begin loop null; end loop; end $$'),
      other.transaction(() => Promise.resolve()),
    ]);
    await other.terminate();
    const reason = { code: '08006', message: 'The embedded database has ended.' };
    expect(await calls).toMatchObject([
      { status: 'rejected', reason },
      { status: 'rejected', reason },
    ]);
    await expect(other.exec('select 1')).rejects.toMatchObject({ code: '08006' });
    expect(await other.ended).toMatchObject({ code: '08006' });
    await other.close();
  });
});
