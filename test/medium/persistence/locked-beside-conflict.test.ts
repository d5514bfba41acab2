import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { SqlPlanApplier } from '../../../src/persistence/journal/sql-plan-applier.js';
import { DisturbedDatabase } from './support/disturbed-database.js';
import { empty } from './support/host-state.js';
import { anEntry, applyAll, openRun, openTestHost, plan, synchronize, type TestHost } from './support/test-host.js';

const targets = ['userName', 'email'] as const;
const entry = (name: string, address: string) => anEntry(name, { email: `${address}@example.org` });
const NAMES = ['a', 'b', 'c', 'd', 'e'] as const;
/** Begins to find out who cannot get a value. */
const PROBE = 'savepoint without_effect';

// The embedded database has one session, so nobody else can hold a lock.
describe('people who exchange their addresses while another session locks one of them', () => {
  let host: TestHost;
  let database: DisturbedDatabase;
  let other: Client;

  beforeAll(async () => {
    host = await openTestHost('PostgreSQL', { through: (real) => (database = new DisturbedDatabase(real)) });
  });
  beforeEach(async () => {
    await empty(host);
    other = new Client(host.url);
    await other.connect();
  });
  afterEach(async () => {
    database.before(undefined);
    await other.end();
  });
  afterAll(() => host.close());

  const addresses = async () =>
    (await host.sql<{ email: string }>(`select email from identity_user where user_name <> 'x' order by user_name`))
      .map(({ email }) => email.charAt(0))
      .join('');
  const problems = () => host.sql('select dn, code from batch_problem order by dn');
  const problem = (name: string, code: string) => ({ dn: `uid=${name},dc=example`, code });

  /**
   * Applies a plan: a and e exchange their addresses, as b and d do, and somebody took the one that c was to get. No half of
   * these changes can be applied without the other.
   */
  async function applyExchanges(applier = host.applier) {
    await synchronize(
      host,
      NAMES.map((name) => entry(name, name)),
      { targets },
    );
    const run = await openRun(host);
    await plan(host, run, [entry('a', 'e'), entry('b', 'd'), entry('c', 'x'), entry('d', 'b'), entry('e', 'a')], {
      targets,
    });
    await host.sql(`insert into identity_user (user_name, email, state, version, created_at, updated_at)
      values ('x', 'x@example.org', 'active', 1, now(), now())`);
    await applyAll({ ...host, applier }, run);
    return host.runs.complete(run);
  }

  /** Another session sends a statement when it is found out who cannot get a value; it ends once the addresses are these. */
  function disturb(statement: string, until: string, end = 'rollback'): void {
    let state: 'before' | 'during' | 'after' = 'before';
    database.before(async (sql) => {
      if (state === 'before' && sql === PROBE) {
        state = 'during';
        await other.query(`begin; ${statement}`);
      } else if (state === 'during' && sql === 'begin' && (await addresses()) === until) {
        state = 'after';
        await other.query(end);
      }
    });
  }

  it.each(['update', 'no key update', 'key share'])('get them once that user is released (for %s)', async (lock) => {
    disturb(`select 1 from identity_user where user_name = 'd' for ${lock}`, 'ebcda');

    expect((await applyExchanges()).counts).toMatchObject({ updated: 4, problems: 1 });
    expect(await addresses()).toBe('edcba');
    expect(await problems()).toEqual([problem('c', 'WRITE_REFUSED')]);
  });

  it('do not get them while that user stays locked, and all others are written', async () => {
    disturb(`select 1 from identity_user where user_name = 'd' for update`, 'never');
    const { users, tables, leases } = host.persistence;
    const applier = new SqlPlanApplier(users, tables, leases, database, 1);

    expect((await applyExchanges(applier)).counts).toMatchObject({ updated: 2, problems: 3 });
    expect(await addresses()).toBe('ebcda');
    expect(await problems()).toEqual([
      problem('b', 'WRITE_REFUSED'),
      problem('c', 'WRITE_REFUSED'),
      problem('d', 'USER_LOCKED'),
    ]);
  });

  it('get them although somebody waits for the address of a user whom the other session deletes', async () => {
    disturb(`delete from identity_user where user_name = 'x'`, 'edcba', 'commit');

    expect((await applyExchanges()).counts).toMatchObject({ updated: 5, problems: 0 });
    expect(await addresses()).toBe('edxba');
  });

  it.each(['40P01', '40001'])('get them after error %s, when the transaction is repeated', async (code) => {
    let left = 2;
    database.before(async (sql) => {
      if (sql === PROBE && left-- > 0) throw Object.assign(new Error('deadlock detected'), { code });
    });

    expect((await applyExchanges()).counts).toMatchObject({ updated: 4, problems: 1 });
    expect(await addresses()).toBe('edcba');
  });
});
