import { describe, expect, it } from 'vitest';

import { CACHE_INVALIDATED, RUN_PROGRESSED } from '../../../src/contract/sync-events.js';
import { InMemoryProcessRegistry } from '../../../src/processes/in-memory-process-registry.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';
import { FakeSettingsStore } from '../runs/job-fixture.js';

const JOB = 'LDAPAddonBatchSync';
const aCatalog = (hostVersion?: string) =>
  new ProcessCatalog({ hostVersion }, new InMemoryProcessRegistry(), new FakeSettingsStore());

describe('the process catalog', () => {
  it('returns the manifest of a job', async () => {
    expect(aCatalog().manifestOf(await aCatalog().job(JOB))).toMatchObject({
      symbolicName: JOB,
      processName: 'Synchronize active LDAP Users to Identity Manager',
      component: 'Identity Manager Admin',
      executableFor: ['Administrator'],
      events: expect.arrayContaining([CACHE_INVALIDATED, RUN_PROGRESSED]) as string[],
    });
  });

  it('finds the job by the symbolic name and by the published alias', async () => {
    const catalog = aCatalog();

    expect(await catalog.job(JOB)).toMatchObject({ name: JOB, dataPool: 'default' });
    const alias = 'LDAPAddonBatchSyncSynchronizeInactiveLDAPUsersToIDMUsers';
    expect(await catalog.job(alias)).toEqual(await catalog.job(JOB));
  });

  it.each(['', 'ldapaddonbatchsync', 'toString', '__proto__', 'x'.repeat(10_000)])(
    'does not find a job named %s',
    async (name) => {
      await expect(aCatalog().job(name)).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
    },
  );

  it('says of the job of a run that it was deleted, without the name that its runs have since', async () => {
    const catalog = aCatalog();
    expect(await catalog.jobOfRun(JOB)).toEqual(await catalog.job(JOB));
    await expect(catalog.jobOfRun('plant~3')).rejects.toMatchObject({ code: 'JOB_DELETED', params: {} });
  });

  it('has the process enabled after registration when the host has no registry', async () => {
    const catalog = aCatalog();
    await expect(catalog.assertEnabled(await catalog.job(JOB))).rejects.toMatchObject({ code: 'ADDON_DISABLED' });

    await catalog.register();
    await expect(catalog.assertEnabled(await catalog.job(JOB))).resolves.toBeUndefined();
  });

  it('refuses an incompatible host version', () => {
    expect(() => aCatalog('999.0.0')).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
  });
});
