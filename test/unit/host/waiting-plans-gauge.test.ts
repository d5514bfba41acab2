import { expect, it } from 'vitest';

import { PrometheusMetrics } from '../../../src/host/monitoring/prometheus-metrics.service.js';
import { WaitingPlansGauge } from '../../../src/host/monitoring/waiting-plans-gauge.service.js';
import type { BatchSyncJobs } from '../../../src/index.js';

async function gauged(jobs: readonly { readonly name: string; readonly waitingPlan: object | null }[]) {
  const metrics = new PrometheusMetrics();
  await new WaitingPlansGauge({ list: async () => jobs } as unknown as BatchSyncJobs, metrics).update();
  return metrics.registry.getSingleMetricAsString('ldap_batch_sync_plans_waiting');
}

it('counts the plans that wait for approval', async () => {
  const text = await gauged([
    { name: 'staff', waitingPlan: { runId: 'plan' } },
    { name: 'guests', waitingPlan: null },
  ]);
  expect(text).toContain('ldap_batch_sync_plans_waiting{job="staff"} 1');
  expect(text).toContain('ldap_batch_sync_plans_waiting{job="guests"} 0');
});
