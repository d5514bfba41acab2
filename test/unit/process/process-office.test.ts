import { describe, expect, it } from 'vitest';

import { CACHE_INVALIDATED, RUN_PROGRESSED } from '../../../src/events/sync-events.js';
import { InMemoryProcessRegistry } from '../../../src/process/in-memory-process-registry.js';
import { ProcessOffice } from '../../../src/process/process-office.js';

const JOB = 'LDAPAddonBatchSync';
const anOffice = (hostVersion?: string) => new ProcessOffice({ hostVersion }, new InMemoryProcessRegistry());

describe('the process', () => {
  it('is what its manifest says', () => {
    expect(anOffice().manifest).toMatchObject({
      symbolicName: JOB,
      processName: 'Synchronize active LDAP Users to Identity Manager',
      component: 'Identity Manager Admin',
      executableFor: ['Administrator'],
      events: expect.arrayContaining([CACHE_INVALIDATED, RUN_PROGRESSED]) as string[],
    });
  });

  it('goes under its symbolic name and the published one', () => {
    const office = anOffice();

    expect(office.resolve(JOB)).toBe(JOB);
    expect(office.resolve('LDAPAddonBatchSyncSynchronizeInactiveLDAPUsersToIDMUsers')).toBe(JOB);
  });

  it.each(['', 'ldapaddonbatchsync', 'toString', '__proto__', 'x'.repeat(10_000)])('does not go under %s', (name) => {
    expect(() => anOffice().resolve(name)).toThrow(expect.objectContaining({ code: 'UNKNOWN_PROCESS' }));
  });

  it('is enabled once it is registered, in a host that keeps no registry', async () => {
    const office = anOffice();
    await expect(office.demandEnabled()).rejects.toMatchObject({ code: 'ADDON_DISABLED' });

    await office.register();
    await expect(office.demandEnabled()).resolves.toBeUndefined();
  });

  it('refuses a host whose version does not fit', () => {
    expect(() => anOffice('999.0.0')).toThrow(expect.objectContaining({ code: 'MANIFEST_INVALID' }));
  });
});
