import { describe, expect, it } from 'vitest';

import { CACHE_INVALIDATED, RUN_PROGRESSED } from '../../../src/contract/sync-events.js';
import { InMemoryProcessRegistry } from '../../../src/processes/in-memory-process-registry.js';
import { ProcessCatalog } from '../../../src/processes/process-catalog.service.js';

const JOB = 'LDAPAddonBatchSync';
const aCatalog = (hostVersion?: string) => new ProcessCatalog({ hostVersion }, new InMemoryProcessRegistry());

describe('the process', () => {
  it('is what its manifest says', () => {
    expect(aCatalog().manifestOf(aCatalog().job(JOB))).toMatchObject({
      symbolicName: JOB,
      processName: 'Synchronize active LDAP Users to Identity Manager',
      component: 'Identity Manager Admin',
      executableFor: ['Administrator'],
      events: expect.arrayContaining([CACHE_INVALIDATED, RUN_PROGRESSED]) as string[],
    });
  });

  it('goes under its symbolic name and the published one', () => {
    const catalog = aCatalog();

    expect(catalog.job(JOB)).toMatchObject({ name: JOB, dataPool: 'default' });
    expect(catalog.job('LDAPAddonBatchSyncSynchronizeInactiveLDAPUsersToIDMUsers')).toBe(catalog.job(JOB));
  });

  it.each(['', 'ldapaddonbatchsync', 'toString', '__proto__', 'x'.repeat(10_000)])('does not go under %s', (name) => {
    expect(() => aCatalog().job(name)).toThrow(expect.objectContaining({ code: 'UNKNOWN_PROCESS' }));
  });

  it('is enabled once it is registered, in a host that keeps no registry', async () => {
    const catalog = aCatalog();
    await expect(catalog.assertEnabled(catalog.job(JOB))).rejects.toMatchObject({ code: 'ADDON_DISABLED' });

    await catalog.register();
    await expect(catalog.assertEnabled(catalog.job(JOB))).resolves.toBeUndefined();
  });

  it('refuses a host whose version does not fit', () => {
    expect(() => aCatalog('999.0.0')).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
  });
});
