import { randomBytes } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { DispatchRequest } from '../../../src/contract/dispatcher.js';
import { runCounts } from '../../../src/contract/change-kinds.js';
import { SyncError } from '../../../src/contract/sync-error.js';
import { loadManifest } from '../../../src/processes/load-manifest.js';
import { SYNCHRONIZE_ACTIVE } from '../../../src/processes/synchronize-active.js';
import { CountingMetrics } from './examples/counting-metrics.js';
import { InProcessDispatcher } from './examples/in-process-dispatcher.js';
import { KeyRingSecretBox } from './examples/key-ring-secret-box.js';
import { MemorySettingsStore } from './examples/memory-settings-store.js';
import { SwitchableProcessRegistry } from './examples/switchable-process-registry.js';

const request = (runId: string): DispatchRequest => ({ runId, job: 'a job', mode: 'apply', trigger: 'manual' });

describe('the examples of docs/extending.md', () => {
  it('a dispatcher executes each run once, one after the other', async () => {
    const dispatcher = new InProcessDispatcher();
    await dispatcher.dispatch(request('one'));
    await dispatcher.dispatch(request('one'));
    await dispatcher.dispatch(request('two'));
    expect(await dispatcher.health()).toEqual({ up: true, queued: 2, active: 0 });

    const executed: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    await dispatcher.work(async ({ runId }) => {
      executed.push(runId);
      if (runId === 'two') resolve();
      throw new Error('A run that could not store its end.');
    });
    await promise;
    await dispatcher.close();
    expect(executed).toEqual(['one', 'two']);
  });

  it('a dispatcher ends the current run, and starts no other, when the process shuts down', async () => {
    const dispatcher = new InProcessDispatcher();
    const executed: string[] = [];
    await dispatcher.work(async ({ runId }, signal) => {
      executed.push(runId);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    await dispatcher.dispatch(request('one'));
    await dispatcher.dispatch(request('two'));
    await dispatcher.close();
    expect(executed).toEqual(['one']);
  });

  it('a settings store refuses a save that names an older version', async () => {
    const store = new MemorySettingsStore();
    const setting = { key: 'a key', value: 1, expectedVersion: 0, changedBy: 'ada', invalidates: [] };
    expect(await store.write(setting)).toMatchObject({ value: 1, version: 1 });
    await expect(store.write({ ...setting, value: 2 })).rejects.toMatchObject({ code: 'SETTING_CHANGED' });
    expect(await store.read('a key')).toMatchObject({ value: 1, version: 1, changedBy: 'ada' });
    expect(await store.versions('a key', { limit: 9 })).toMatchObject([{ value: 1, version: 1 }]);
    expect(await store.versions('a key', { limit: 9, before: 1 })).toEqual([]);
  });

  it('a secret box opens secrets of each of its keys, and no others', () => {
    const [newer, older] = [randomBytes(32), randomBytes(32)];
    const sealed = new KeyRingSecretBox([older]).seal('geheim');
    expect(new KeyRingSecretBox([newer, older]).open(sealed)).toBe('geheim');
    for (const unreadable of [sealed, '', 'AAAA'])
      expect(() => new KeyRingSecretBox([newer]).open(unreadable)).toThrow(new SyncError('SECRET_UNREADABLE'));
  });

  it('a process registry disables a process', async () => {
    const registry = new SwitchableProcessRegistry();
    const manifest = loadManifest(SYNCHRONIZE_ACTIVE.manifestFile);
    await registry.register(manifest);
    expect(await registry.isEnabled(manifest.symbolicName)).toBe(true);
    registry.disable(manifest.symbolicName);
    expect(await registry.isEnabled(manifest.symbolicName)).toBe(false);
  });

  it('metrics count runs, users, time and requests', () => {
    const metrics = new CountingMetrics();
    const counts = runCounts({ read: 2, created: 2, incomplete: 1, notSeen: 3 });
    const run = { job: 'a job', trigger: 'manual', mode: 'apply', status: 'succeeded', scope: 'everyone' } as const;
    metrics.runFinished({ ...run, counts, seconds: 1 });
    metrics.runFinished({ ...run, mode: 'plan', status: 'failed', counts, seconds: 1 });
    metrics.stageFinished('read', 0.5);
    metrics.stageFinished('read', 0.25);
    metrics.directoryRequest('page');
    metrics.directoryError('LDAP_TIMEOUT');
    const counted = Object.fromEntries(metrics.counters);
    const users = Object.entries(counted).filter(([name]) => name.startsWith('users_total'));
    expect(users.reduce((sum, [, count]) => sum + count, 0)).toBe(2);
    expect(counted).not.toHaveProperty('runs_total{job="a job",status="failed"}');
    expect(counted).toMatchObject({
      'plans_total{job="a job",status="failed"}': 1,
      'runs_total{job="a job",status="succeeded"}': 1,
      'users_total{outcome="created"}': 2,
      users_incomplete_total: 1,
      'run_stage_seconds{stage="read"}': 0.75,
      'directory_requests_total{operation="page"}': 1,
      'directory_errors_total{code="LDAP_TIMEOUT"}': 1,
    });
  });
});
