import { readFileSync } from 'node:fs';
import { format } from 'sql-formatter';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { USER_FIELDS, type UserBinding } from '../../../src/contract/user-binding.js';
import { IdentityUser } from '../../../src/host/database/identity-user.entity.js';
import type { MappingTarget } from '../../../src/mapping/mapping-rule.js';
import type { Session } from '../../../src/persistence/database/database.js';
import { avoidNestedLoops, forceHashJoins } from '../../../src/persistence/database/planner-settings.js';
import { arrayLiteral, type Sql, type SqlStatement } from '../../../src/persistence/database/sql.js';
import { applySql } from '../../../src/persistence/journal/apply-sql.js';
import { vacateSql } from '../../../src/persistence/journal/vacate-sql.js';
import { planSql } from '../../../src/persistence/plan/plan-sql.js';
import { revertSql } from '../../../src/persistence/plan/revert-sql.js';
import { StagedTable } from '../../../src/persistence/reads/staged-table.js';
import { anEntry, JOB, openTestHost, POOL, synchronize, type TestHost } from './support/test-host.js';
import { appPersons, identityUsersWithTrash } from './support/users.js';

const identityUsers = {
  entity: IdentityUser,
  fields: Object.fromEntries(USER_FIELDS.map((field) => [field, field])),
  state: { property: 'state', active: 'active' },
  attributes: 'attributes',
  source: 'source',
  protected: { role: { $ne: null } },
} as unknown as UserBinding;

const HOSTS: readonly { host: string; users: UserBinding; targets: readonly MappingTarget[] }[] = [
  { host: 'identity-user', users: identityUsers, targets: [...USER_FIELDS, 'attributes.badge', 'attributes.floor'] },
  { host: 'app-person', users: appPersons as UserBinding, targets: ['userName', 'email'] },
  { host: 'user-with-trash', users: identityUsersWithTrash, targets: ['userName', 'email', 'principalName'] },
];

const RUN = '00000000-0000-4000-8000-000000000001';
const PEOPLE = Array.from({ length: 1000 }, (_, index) => anEntry(`person${index}`));
/** Each major version of PostgreSQL words its plans differently: with another one only the text is compared. */
const RECORDED_VERSION = 15;

function recorded(file: string): string {
  return readFileSync(new URL(`${file}.explain.txt`, import.meta.url), 'utf8');
}

/**
 * Vacuums until every page is marked as visible to all, which the planner counts with. The first pass leaves pages out
 * whose commit the server has not flushed yet (`synchronous_commit = off`).
 */
async function vacuum(host: TestHost): Promise<void> {
  await host.sql('vacuum (analyze)');
  expect(
    await host.sql(
      `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relallvisible < relpages`,
    ),
  ).toEqual([]);
}

// To accept a change: `npx vitest run --project medium test/medium/persistence/sql-snapshots.test.ts -u`
describe.each(HOSTS)('the large statements for $host', ({ host: name, users, targets }) => {
  let host: TestHost;
  let session: Session;
  const staged = StagedTable.temporary(RUN, targets);
  beforeAll(async () => {
    host = await openTestHost('PostgreSQL', { users });
    await synchronize(host, PEOPLE, { targets });
    await vi.waitFor(() => vacuum(host), { timeout: 30_000 });
    session = await host.persistence.database.session();
    await session.query(staged.createStatement());
    const columns = staged.columns.map(({ name: column }) => column).join(', ');
    await session.query(`insert into ${staged.name} (n, dn, stable_id, ${columns})
      select n, 'uid=person' || n, 'person' || n, ${staged.columns.map(() => `'person' || n`).join(', ')} from generate_series(1, 1000) n`);
    await session.query(`analyze ${staged.name} (n, stable_id, code)`);
  });
  afterAll(async () => {
    await session.release();
    await host.close();
  });

  const chunk = [RUN, arrayLiteral(Array.from({ length: 100 }, (_, index) => index + 1))];
  const STATEMENTS: Readonly<
    Record<string, (visible: Sql | undefined) => { settings: typeof forceHashJoins } & SqlStatement>
  > = {
    plan: (visible) => {
      const { users: table, tables } = host.persistence;
      return {
        settings: forceHashJoins,
        ...planSql(table, tables, staged, {
          id: RUN,
          dataPool: POOL,
          job: JOB.name,
          decisionTable: SYNCHRONIZE_ACTIVE.decisionTable,
          visible,
        }),
      };
    },
    apply: (visible) => {
      const { users: table, tables } = host.persistence;
      return { settings: avoidNestedLoops, sql: applySql(table, tables, targets, visible), values: [...chunk, POOL] };
    },
    revert: (visible) => {
      const { users: table, tables } = host.persistence;
      const reverts = { runId: RUN, users: ['1', '2'], fields: null, reason: '' };
      return {
        settings: forceHashJoins,
        ...revertSql(table, tables, { id: RUN, dataPool: POOL, reverts, targets, visible }),
      };
    },
    vacate: (visible) => {
      const { users: table, tables } = host.persistence;
      return { settings: avoidNestedLoops, sql: vacateSql(table, tables, targets, visible) ?? '', values: chunk };
    },
  };

  it.each(Object.keys(STATEMENTS))('%s: its text and its plan are those that were reviewed', async (statement) => {
    const { settings, sql, values } = STATEMENTS[statement]!(await host.persistence.users.visible());
    const file = `sql-snapshots/${name}.${statement}`;
    await expect(`${format(sql, { language: 'postgresql', expressionWidth: 100 })}\n`).toMatchFileSnapshot(
      `${file}.sql`,
    );

    const [version] = await session.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    const rows = await session.transaction(async (transaction) => {
      await settings(transaction);
      return transaction.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${sql}`, values);
    });
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    // The loops of a revert have one row on one side: the run, the names of its values, or one user.
    expect(statement === 'revert' ? '' : plan).not.toContain('Nested Loop');
    const isRecorded = version?.major === RECORDED_VERSION;
    await expect(isRecorded ? `${plan}\n` : recorded(file)).toMatchFileSnapshot(`${file}.explain.txt`);
  });
});
