import { describe, expect, it } from 'vitest';

import type { DirectoryWriter } from '../../../scripts/lib/directory-writer.js';
import { SearchBase, SearchExclusion } from '../../../src/settings/schema/search-statements.js';
import { readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

interface Server {
  readonly name: string;
  readonly started: Promise<Parameters<typeof securePoolOf>[0]>;
  /** Adds someone to a container. */
  readonly addPerson: (server: DirectoryWriter, container: string, name: string) => Promise<void>;
  readonly filter: string;
}

const SERVERS: readonly Server[] = [
  {
    name: 'Active Directory',
    started: anActiveDirectory(),
    addPerson: (server, container, name) =>
      server.add(`CN=${name},${container}`, { objectClass: 'user', sAMAccountName: name, userAccountControl: '544' }),
    filter: '(&(objectCategory=person)(objectClass=user)(sAMAccountName=in-*))',
  },
  {
    name: '389 Directory Server',
    started: aDirectoryServer389(),
    addPerson: (server, container, name) =>
      server.add(`uid=${name},${container}`, { objectClass: 'inetOrgPerson', uid: name, cn: name, sn: name }),
    filter: '(uid=in-*)',
  },
];

describe.each(SERVERS)('several bases in $name', async ({ started, addPerson, filter }) => {
  const server = await started;
  const root = server.baseDn;
  const zurich = String.raw`OU=Zürich\, Süd,${root}`;
  const [plant, leavers, interns] = [`OU=Plant,${root}`, `OU=Leavers,${root}`, `OU=Interns,OU=Leavers,${root}`];
  for (const container of [zurich, plant, leavers, interns]) {
    await server.add(container, { objectClass: 'organizationalUnit' });
  }
  await addPerson(server, zurich, 'in-zurich');
  await addPerson(server, plant, 'in-plant');
  await addPerson(server, leavers, 'in-leavers');
  await addPerson(server, interns, 'in-interns');
  const exclusions = [SearchExclusion.of(leavers), SearchExclusion.of(interns, 'include')];

  it('are read one after the other, without whom an exclusion leaves out', async () => {
    const bases = [SearchBase.of(plant), SearchBase.of(zurich, 'oneLevel'), SearchBase.of(leavers)];
    const { readReport, error } = await readAll(securePoolOf(server, { filter, bases, exclusions }));
    expect(error).toBeUndefined();
    expect(readReport).toMatchObject({
      complete: true,
      entries: 3,
      withStableId: 3,
      bases: [{ entries: 1 }, { entries: 1, scope: 'oneLevel' }, { entries: 2, excluded: 1 }],
      exclusions: [{ entries: 1 }, { entries: 0 }],
    });
    expect(readReport.bases?.every(({ stableId }) => stableId !== null)).toBe(true);
  });

  it('are followed by their stable id when they are renamed', async () => {
    const before = await readAll(securePoolOf(server, { filter, bases: [SearchBase.of(root)], exclusions }));
    const [known] = before.readReport.exclusions ?? [];
    const renamed = `OU=Alumni,${root}`;
    await server.rename(leavers, renamed);
    const bound = Object.assign(SearchExclusion.of(leavers), { stableId: known?.stableId });
    const source = securePoolOf(server, { filter, bases: [SearchBase.of(root)], exclusions: [bound] });
    const { readReport } = await readAll(source);
    expect(readReport).toMatchObject({ entries: 2, exclusions: [{ formerDn: leavers, entries: 2 }] });
    expect(readReport.exclusions?.[0]?.dn.toLowerCase()).toBe(renamed.toLowerCase());
    const unbound = await readAll(securePoolOf(server, { filter, bases: [SearchBase.of(root)], exclusions }));
    expect(unbound.error).toMatchObject({ code: 'LDAP_BASE_NOT_FOUND', params: { because: 'exclusion' } });
    await server.rename(renamed, leavers);
  });

  it('in another server are reported with it, or as not there', async () => {
    const source = securePoolOf(server, { filter, bases: [SearchBase.of(plant), SearchBase.of('DC=else,DC=where')] });
    expect((await readAll(source)).error).toMatchObject({
      code: 'LDAP_BASE_NOT_FOUND',
      params: { baseDn: 'DC=else,DC=where' },
    });
  });
});
