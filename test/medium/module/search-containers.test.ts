import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { DirectoryReader } from '../../../src/engine/ports/directory-reader.js';
import { BatchSyncJobs } from '../../../src/contract/jobs.js';
import { DataPools } from '../../../src/contract/data-pools.js';
import { BatchSyncWhy } from '../../../src/contract/why.js';
import { Directory } from './a-directory.js';
import { Host, type HostDatabase, postgresDatabase } from './a-host.js';

const JOB = 'LDAPAddonBatchSync';

describe('the containers of a search', () => {
  let directory: Directory;
  let database: HostDatabase;
  let host: Host;
  let root: string;
  let search: { bases: object[]; exclusions: object[] };

  const users = async () =>
    (await database.query<{ login: string }>('select login from app_user order by login')).map(({ login }) => login);
  const save = (settings: Record<string, unknown>) =>
    host.app.get(BatchSyncJobs).saveSettings(JOB, { settings, changedBy: 'admin' });
  const personIn = (container: string, uid: string) =>
    directory.slapd.add(`uid=${uid},${container}`, { objectClass: 'inetOrgPerson', uid, cn: uid, sn: uid });

  beforeAll(async () => {
    directory = await Directory.start('ada', 'grace');
    root = directory.slapd.baseDn;
    for (const unit of ['Leavers', 'Plant']) {
      await directory.slapd.add(`ou=${unit},${root}`, { objectClass: 'organizationalUnit', ou: unit });
    }
    await personIn(`ou=Leavers,${root}`, 'leaver');
    await personIn(`ou=Plant,${root}`, 'worker');
    search = {
      bases: [
        { dn: `ou=people,${root}`, scope: 'oneLevel' },
        { dn: root, scope: 'subtree' },
      ],
      exclusions: [{ dn: `ou=Leavers,${root}`, kind: 'exclude' }],
    };
  });

  beforeEach(async () => {
    database = await postgresDatabase();
    const { dataPool, mapping } = directory.settings;
    const { baseDn: _base, ...pool } = dataPool;
    host = await Host.start(database, { seed: { dataPool: pool, search, mapping } });
    return async () => {
      await host.stop();
      await database.drop();
    };
  });

  afterAll(() => directory.stop());

  it('an entry below two bases is one person, and who is excluded is nobody', async () => {
    expect(await host.run()).toMatchObject({
      status: 'succeeded',
      counts: { read: 3, created: 3, problems: 0 },
      readReport: { entries: 3, repeated: 2, bases: [{ entries: 2 }, { entries: 4, again: 2, excluded: 1 }] },
    });
    expect(await users()).toEqual(['ada', 'grace', 'worker']);
    const why = await host.app.get(BatchSyncWhy).why(JOB, 'leaver');
    expect(why.people).toMatchObject([
      { verdict: 'EXCLUDED', entry: { isBelowBase: false, excludedBy: `ou=Leavers,${root}` } },
    ]);
  });

  it('stop the run when one that had people returns nobody, until it is no base any more', async () => {
    const [people, plant] = [`ou=people,${root}`, `ou=Plant,${root}`].map((dn) => ({ dn, scope: 'subtree' }));
    await save({
      search: { bases: [people, plant], exclusions: [] },
      limits: { entries: { people: 0, percent: 100 } },
    });
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: 3 } });
    await directory.slapd.delete(`uid=worker,${plant?.dn}`);
    try {
      const reason = { code: 'DIRECTORY_EMPTY', params: { baseDn: plant?.dn, people: 1, because: 'base' } };
      const readReport = { complete: true, bases: [{ entries: 2 }, { entries: 0 }] };
      expect(await host.run()).toMatchObject({ status: 'stopped', reason, readReport });
      expect(await host.run()).toMatchObject({ status: 'stopped', reason });
      await save({ search: { bases: [people], exclusions: [] } });
      expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { notSeen: 1 } });
      await save({ search: { bases: [people, plant], exclusions: [] } });
      expect(await host.run()).toMatchObject({ status: 'succeeded' });
    } finally {
      await personIn(`ou=Plant,${root}`, 'worker');
    }
  });

  it('are followed when they are renamed, and the run says so', async () => {
    await host.run();
    await directory.slapd.rename(`ou=Leavers,${root}`, `ou=Alumni,${root}`);
    await directory.slapd.rename(`ou=people,${root}`, `ou=Staff,${root}`);
    try {
      const run = await host.run();
      expect(run).toMatchObject({ counts: { read: 3, created: 0, problems: 0 } });
      expect(run.readReport).toMatchObject({
        bases: [{ dn: `ou=Staff,${root}`, formerDn: `ou=people,${root}`, entries: 2 }, { formerDn: null }],
        exclusions: [{ dn: `ou=Alumni,${root}`, formerDn: `ou=Leavers,${root}`, entries: 1 }],
      });
      // The run after it knows them, too, and so does Why.
      expect((await host.run()).readReport?.bases?.[0]).toMatchObject({ formerDn: `ou=people,${root}` });
      const { people } = await host.app.get(BatchSyncWhy).why(JOB, 'leaver');
      expect(people).toMatchObject([{ verdict: 'EXCLUDED', entry: { excludedBy: `ou=Alumni,${root}` } }]);
    } finally {
      await directory.slapd.rename(`ou=Alumni,${root}`, `ou=Leavers,${root}`);
      await directory.slapd.rename(`ou=Staff,${root}`, `ou=people,${root}`);
    }
  });

  it('stop the run when another one has the name of a renamed one, until the settings say which is meant', async () => {
    await host.run();
    await directory.slapd.rename(`ou=Leavers,${root}`, `ou=Alumni,${root}`);
    await directory.slapd.add(`ou=Leavers,${root}`, { objectClass: 'organizationalUnit', ou: 'Leavers' });
    await personIn(`ou=Leavers,${root}`, 'newleaver');
    const ambiguous = {
      status: 'failed',
      reason: {
        code: 'LDAP_BASE_NOT_FOUND',
        params: { baseDn: `ou=Leavers,${root}`, foundDn: `ou=Alumni,${root}`, setting: 'search.exclusions' },
      },
    };
    const excluding = (...containers: string[]) => ({
      exclusions: containers.map((name) => ({ dn: `ou=${name},${root}`, kind: 'exclude' })),
    });
    try {
      expect(await host.run()).toMatchObject(ambiguous);
      await save({ schedule: { enabled: false, expression: '0 5 * * *', timeZone: 'UTC' } });
      expect(await host.run()).toMatchObject(ambiguous);
      // Removed and entered again: the new one is meant, and the old one, too, as it is named.
      await save({ search: excluding('Alumni') });
      await save({ search: excluding('Alumni', 'Leavers') });
      const run = await host.run();
      expect(run).toMatchObject({ counts: { read: 3, created: 0, problems: 0 } });
      expect(run.readReport?.exclusions).toMatchObject([
        { dn: `ou=Alumni,${root}`, formerDn: null, entries: 1 },
        { dn: `ou=Leavers,${root}`, formerDn: null, entries: 1 },
      ]);
    } finally {
      await directory.slapd.delete(`uid=newleaver,ou=Leavers,${root}`);
      await directory.slapd.delete(`ou=Leavers,${root}`);
      await directory.slapd.rename(`ou=Alumni,${root}`, `ou=Leavers,${root}`);
    }
  });

  it('stop the run when one of them no longer exists', async () => {
    await host.run();
    await directory.slapd.delete(`uid=worker,ou=Plant,${root}`);
    await directory.slapd.delete(`uid=leaver,ou=Leavers,${root}`);
    await directory.slapd.delete(`ou=Leavers,${root}`);
    try {
      expect(await host.run()).toMatchObject({
        status: 'failed',
        reason: { code: 'LDAP_BASE_NOT_FOUND', params: { baseDn: `ou=Leavers,${root}`, because: 'exclusion' } },
      });
    } finally {
      await directory.slapd.add(`ou=Leavers,${root}`, { objectClass: 'organizationalUnit', ou: 'Leavers' });
      await personIn(`ou=Leavers,${root}`, 'leaver');
      await personIn(`ou=Plant,${root}`, 'worker');
    }
  });

  it('are taken when they were deleted and created again under their name', async () => {
    await host.run();
    await directory.slapd.delete(`uid=leaver,ou=Leavers,${root}`);
    await directory.slapd.delete(`ou=Leavers,${root}`);
    await directory.slapd.add(`ou=Leavers,${root}`, { objectClass: 'organizationalUnit', ou: 'Leavers' });
    await personIn(`ou=Leavers,${root}`, 'leaver');
    const run = await host.run();
    expect(run).toMatchObject({ counts: { read: 3, unchanged: 3 } });
    expect(run.readReport?.exclusions).toMatchObject([{ formerDn: null, entries: 1 }]);
  });

  it('are offered for a data pool that no job uses, with unsaved settings of it and an unsaved search', async () => {
    const pools = host.app.get(DataPools);
    await pools.create({ name: 'plant', description: '', changedBy: null });
    const { baseDn: _base, ...settings } = directory.settings.dataPool;
    const narrow = { filter: '(uid=ada)', bases: [{ dn: `ou=people,${root}`, scope: 'subtree' }] };

    const { containers } = await pools.tree('plant', { settings, search: narrow, dn: root });
    expect(containers.map(({ dn, people }) => [dn, people?.count])).toContainEqual([`ou=people,${root}`, 1]);
    expect(await pools.propose('plant', { settings, search: narrow })).toMatchObject({
      bases: [{ dn: `ou=people,${root}` }],
      filter: '(uid=ada)',
      matches: { count: 1 },
    });
    expect(await pools.propose('plant', { settings })).toMatchObject({ bases: [{ dn: root }], matches: { count: 4 } });
    expect(await pools.validate('plant', { settings, search: { filter: '(' } })).toMatchObject([
      { field: 'search.filter' },
    ]);
    await expect(pools.tree('plant', { settings, search: { filter: '(' } })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
    });
    await expect(pools.tree('plant', {})).rejects.toMatchObject({ code: 'SETTINGS_MISSING' });
  });

  it('may be changed by someone who moves from one to another meanwhile: one person', async () => {
    const reader = host.app.get(DirectoryReader);
    const read = reader.read.bind(reader);
    vi.spyOn(reader, 'read').mockImplementationOnce((...request) => {
      const begun = read(...request);
      const pages = begun.pages[Symbol.asyncIterator]();
      let number = 0;
      const moving = async () => {
        const page = await pages.next();
        number += 1;
        if (number === 1) await directory.slapd.rename(`uid=ada,ou=people,${root}`, `uid=ada,ou=Plant,${root}`);
        return page;
      };
      const iterable = { [Symbol.asyncIterator]: () => ({ next: moving }) };
      return Object.create(begun, { pages: { value: iterable } }) as typeof begun;
    });
    try {
      expect(await host.run()).toMatchObject({ counts: { read: 3, created: 3, problems: 0 } });
      expect(await users()).toEqual(['ada', 'grace', 'worker']);
    } finally {
      await directory.slapd.rename(`uid=ada,ou=Plant,${root}`, `uid=ada,ou=people,${root}`);
    }
  });
});
