import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { applySql } from '../../../src/persistence/journal/apply-sql.js';
import { anEntry, KINDS, openRun, openTestHost, plan, POOL, TARGETS, type TestHost } from './support/test-host.js';

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly PlanNode[];
}

const CHUNK = 100;

describe.each(KINDS)('the cost of a chunk on %s', (kind) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await openTestHost(kind);
  });
  afterAll(() => host.close());

  // A plan that was just written has no statistics. PostgreSQL then expected a small journal and scanned all of it for
  // every chunk, which is quadratic.
  it('depends on the chunk, not on the whole journal', async () => {
    const run = await openRun(host);
    await plan(
      host,
      run,
      Array.from({ length: 30 * CHUNK }, (_, index) => anEntry(`person${index}`)),
    );
    const { users, tables } = host.persistence;
    const numbers = `{${Array.from({ length: CHUNK }, (_, index) => index + 1).join(',')}}`;
    const statement = `explain (analyze, format json) ${applySql(users, tables, TARGETS)}`;
    const [answer] = await host.sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(statement, [run.id, numbers, POOL]);

    const most = Math.max(...scansIn(answer!['QUERY PLAN'][0].Plan).map((node) => node['Actual Rows']));
    expect(most).toBeLessThanOrEqual(CHUNK);
  });
});

function scansIn(node: PlanNode): PlanNode[] {
  const inner = (node.Plans ?? []).flatMap((each) => scansIn(each));
  return node['Node Type'].endsWith('Scan') ? [node, ...inner] : inner;
}
