import { describe, expect, it } from 'vitest';

import { CACHE_INVALIDATED, RUN_PROGRESSED } from '../../../src/contract/sync-events.js';
import { InMemoryProcessRegistry } from '../../../src/processes/in-memory-process-registry.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';

const JOB = 'LDAPAddonBatchSync';
const aCatalog = (hostVersion?: string) => new ProcessCatalog({ hostVersion }, new InMemoryProcessRegistry());

describe('the process catalog', () => {
  it('returns the manifest of a job', () => {
    expect(aCatalog().manifestOf(aCatalog().job(JOB))).toMatchObject({
      symbolicName: JOB,
      processName: 'Synchronize active LDAP Users to Identity Manager',
      component: 'Identity Manager Admin',
      executableFor: ['Administrator'],
      events: expect.arrayContaining([CACHE_INVALIDATED, RUN_PROGRESSED]) as string[],
    });
  });

  it('finds the job by the symbolic name and by the published alias', () => {
    const catalog = aCatalog();

    expect(catalog.job(JOB)).toMatchObject({ name: JOB, dataPool: 'default' });
    expect(catalog.job('LDAPAddonBatchSyncSynchronizeInactiveLDAPUsersToIDMUsers')).toBe(catalog.job(JOB));
  });

  it.each(['', 'ldapaddonbatchsync', 'toString', '__proto__', 'x'.repeat(10_000)])(
    'does not find a job named %s',
    (name) => {
      expect(() => aCatalog().job(name)).toThrow(expect.objectContaining({ code: 'UNKNOWN_PROCESS' }));
    },
  );

  it('has the process enabled after registration when the host has no registry', async () => {
    const catalog = aCatalog();
    await expect(catalog.assertEnabled(catalog.job(JOB))).rejects.toMatchObject({ code: 'ADDON_DISABLED' });

    await catalog.register();
    await expect(catalog.assertEnabled(catalog.job(JOB))).resolves.toBeUndefined();
  });

  it('refuses an incompatible host version', () => {
    expect(() => aCatalog('999.0.0')).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
  });
});
