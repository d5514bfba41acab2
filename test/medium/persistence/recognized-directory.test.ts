import { afterAll, beforeAll, expect, describe, it, vi } from 'vitest';

import { SqlGuardHistory } from '../../../src/persistence/runs/sql-guard-history.js';
import { KINDS, openTestHost, POOL, type TestHost } from './support/test-host.js';

const RUNS = 400;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

describe.each(KINDS)('what good runs recognized on %s', (kind) => {
  let host: TestHost;
  let history: SqlGuardHistory;
  beforeAll(async () => {
    host = await openTestHost(kind);
    history = new SqlGuardHistory(host.persistence.database, host.persistence.tables);
    // The first run ended at second 1, and so on. Up to the tenth one, entries had another id.
    await host.sql(`
      insert into batch_run (job, symbolic_name, data_pool, mode, trigger, status, position, ended_at, read_report)
      select 'staff', 'LDAPAddonBatchSync', '${POOL}', 'apply', 'manual', 'succeeded', n, to_timestamp(n),
        json_build_object('product', 'OpenLDAP', 'stableIdAttribute', case when n > 10 then 'entryUUID' else 'uid' end)
      from generate_series(1, ${RUNS}) n`);
    await host.sql('analyze batch_run');
  });
  afterAll(() => host.close());

  it('is what the last one says, since the first one after another stable id', async () => {
    const since = new Date(11_000);
    expect(await history.recognized(POOL)).toEqual({ product: 'OpenLDAP', stableIdAttribute: 'entryUUID', since });
    expect(await history.recognized('other')).toBeUndefined();
  });

  it('is found without comparing each run with all others', async () => {
    const query = vi.spyOn(host.persistence.database, 'query');
    await history.recognized(POOL);
    const [text, values] = query.mock.lastCall ?? [];
    query.mockRestore();
    const statement = `explain (analyze, format json) ${text ?? ''}`;
    const [answer] = await host.sql<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(statement, values as readonly string[]);
    const most = Math.max(...nodesOf(answer!['QUERY PLAN'][0].Plan).map(rowsSeen));
    expect(most).toBeGreaterThanOrEqual(RUNS);
    expect(most).toBeLessThanOrEqual(2 * RUNS);
  });
});

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

function rowsSeen(node: PlanNode): number {
  const removed = (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  return node['Actual Loops'] * (node['Actual Rows'] + removed);
}
