import { expect, it } from 'vitest';

import type { RunMode, RunScope } from '../../../src/index.js';
import { PrometheusMetrics } from '../../../src/host/monitoring/prometheus-metrics.service.js';

const COUNTS = {
  read: 12,
  created: 1,
  updated: 2,
  activated: 1,
  unchanged: 5,
  problems: 1,
  inactive: 2,
  notSeen: 4,
  pinned: 3,
  incomplete: 2,
  released: 0,
};

async function outcomesOf(mode: RunMode, scope: RunScope = 'everyone'): Promise<Readonly<Record<string, number>>> {
  const metrics = new PrometheusMetrics();
  metrics.runFinished({ job: 'j', trigger: 'manual', mode, scope, status: 'succeeded', counts: COUNTS, seconds: 1 });
  const { values } = (await metrics.registry.getSingleMetric('ldap_batch_sync_users_total')?.get()) ?? { values: [] };
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels['outcome']), value]));
}

it('the outcomes of entries add up to the entries read', async () => {
  const outcomes = await outcomesOf('apply');
  expect(outcomes).toEqual({ created: 1, updated: 2, activated: 1, unchanged: 5, problems: 1, inactive: 2 });
  expect(Object.values(outcomes).reduce((sum, count) => sum + count)).toBe(COUNTS.read);
});

it('people who were synchronized but for a field are counted beside the outcomes', async () => {
  const metrics = new PrometheusMetrics();
  metrics.runFinished({
    job: 'j',
    trigger: 'manual',
    mode: 'apply',
    scope: 'everyone',
    status: 'succeeded-with-problems',
    counts: COUNTS,
    seconds: 1,
  });
  expect(await metrics.registry.metrics()).toContain('ldap_batch_sync_users_incomplete_total 2');
});

it('a plan has no outcomes', async () => {
  expect(await outcomesOf('plan')).toEqual({});
});

it('a plan that fails is not a failed run', async () => {
  const metrics = new PrometheusMetrics();
  const failed = {
    job: 'j',
    trigger: 'manual',
    scope: 'everyone',
    status: 'failed',
    counts: COUNTS,
    seconds: 1,
  } as const;
  metrics.runFinished({ ...failed, mode: 'plan' });
  const ofPlan = await metrics.registry.metrics();
  expect(ofPlan).toContain('ldap_batch_sync_plans_total{status="failed",trigger="manual"} 1');
  expect(ofPlan).not.toMatch(/runs_total\{|run_seconds_count\{/);
  metrics.runFinished({ ...failed, mode: 'apply' });
  expect(await metrics.registry.metrics()).toContain('ldap_batch_sync_runs_total{status="failed",trigger="manual"} 1');
});

it('a run for one person is not counted', async () => {
  expect(await outcomesOf('apply', 'person')).toEqual({});
});
