import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { errorText } from '../../../src/i18n/code-texts.js';
import type { Run } from '../../../src/index.js';
import { ldif } from '../../services/people.js';
import type { SourcePart } from '../../services/source-of.js';
import { aDirectory, poolOf, readAll } from '../directory/test-directory.js';
import { Host, type HostDatabase, JOB, postgresDatabase } from '../module/a-host.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

const RELAX_RULES = '1.3.6.1.4.1.4203.666.5.12';
const NAMES = ['ada', 'grace', 'joan', 'mary'];
const PLANT = ['joan', 'mary'];
const BASE = 'dc=example,dc=org';
const person = (name: string) => ({ objectClass: 'inetOrgPerson', uid: name, cn: name, sn: name });
const account = (name: string) => ({ objectClass: 'user', sAMAccountName: name, userAccountControl: '544' });
const dnIn = (base: string, rdn: string, name: string) =>
  `${rdn}=${name},${PLANT.includes(name) ? 'OU=plant,' : ''}${base}`;

const people = [
  ldif(`ou=plant,${BASE}`, { objectClass: 'organizationalUnit' }),
  ...NAMES.map((name) => ldif(dnIn(BASE, 'uid', name), person(name))),
].join('');
const USERS = 'DC=corp,DC=example';
const [slapd, server389, domain] = await Promise.all([
  aDirectory({ ldif: people }),
  aDirectoryServer389({ ldif: people }),
  anActiveDirectory({
    ldif: [
      ldif(`OU=plant,${USERS}`, { objectClass: 'organizationalUnit' }),
      ...NAMES.map((name) => ldif(dnIn(USERS, 'CN', name), account(name))),
    ].join(''),
  }),
]);

interface Restorable {
  readonly product: string;
  readonly server: typeof slapd | typeof server389 | typeof domain;
  readonly sourceOf: (part: SourcePart) => ReturnType<typeof poolOf>;
  readonly nameAttribute: string;
  readonly dnOf: (name: string) => string;
  readonly values: (name: string) => Record<string, string>;
  /** Deletes someone and restores them under their id. `whileDeleted` is done in between. */
  readonly deleteAndRestore: (dn: string, stableId: string, whileDeleted: () => Promise<void>) => Promise<void>;
}

const filterOf = (nameAttribute: string) => `(|${NAMES.map((name) => `(${nameAttribute}=${name})`).join('')})`;

const PRODUCTS: readonly Restorable[] = [
  {
    product: 'OpenLDAP, from a backup of the entry',
    server: slapd,
    sourceOf: (part) => poolOf(slapd, part),
    nameAttribute: 'uid',
    dnOf: (name) => dnIn(BASE, 'uid', name),
    values: person,
    deleteAndRestore: async (dn, entryUUID, whileDeleted) => {
      await slapd.delete(dn);
      await whileDeleted();
      await slapd.add(dn, { ...person('grace'), entryUUID }, RELAX_RULES);
    },
  },
  {
    product: '389 Directory Server, from a backup of the database',
    server: server389,
    sourceOf: (part) => securePoolOf(server389, part),
    nameAttribute: 'uid',
    dnOf: (name) => dnIn(BASE, 'uid', name),
    values: person,
    deleteAndRestore: async (dn, _, whileDeleted) => {
      await server389.backup();
      await server389.delete(dn);
      await whileDeleted();
      await server389.restore();
    },
  },
  {
    product: 'Active Directory, from the deleted objects',
    server: domain,
    sourceOf: (part) => securePoolOf(domain, part),
    nameAttribute: 'sAMAccountName',
    dnOf: (name) => dnIn(USERS, 'CN', name),
    values: account,
    deleteAndRestore: async (dn, objectGUID, whileDeleted) => {
      await domain.delete(dn);
      await whileDeleted();
      await domain.reanimate(objectGUID, dn);
    },
  },
];

describe.each(PRODUCTS)('people restored in $product', (product) => {
  const { server, sourceOf, nameAttribute, dnOf, values, deleteAndRestore } = product;
  const filter = filterOf(nameAttribute);
  let database: HostDatabase;
  let host: Host;
  let ids: ReadonlyMap<string, string>;

  beforeAll(async () => {
    database = await postgresDatabase();
    const mapping = [{ attribute: nameAttribute, field: 'userName', required: true }];
    const { entries } = await readAll(sourceOf({ filter }), { attributes: [nameAttribute] });
    ids = new Map(
      entries.map(({ attributes, stableId = '' }) => [String(attributes[nameAttribute.toLowerCase()]), stableId]),
    );
    host = await Host.start(database, { seed: { ...sourceOf({ filter }), mapping } });
  });

  afterAll(async () => {
    await host.stop();
    await database.drop();
  });

  const mustBeFound = (canaries: readonly string[]) =>
    host.jobs.saveSettings(JOB, { settings: { search: { canaries } }, changedBy: 'test' });
  const users = () => database.query('select * from app_user order by login');
  const sentence = ({ reason }: Run) => reason && errorText('en', reason.code, reason.params);

  it('are the same users again, and were missed where they must always be found', async () => {
    const [dn, id] = [dnOf('grace'), ids.get('grace') ?? ''];
    await mustBeFound([dnOf('ada'), dn.toUpperCase(), id.toUpperCase()]);
    expect(await host.run()).toMatchObject({ status: 'succeeded', counts: { created: NAMES.length } });
    const before = await users();

    await deleteAndRestore(dn, id, async () => {
      for (const canary of [dn, id]) {
        await mustBeFound([dnOf('ada'), canary]);
        const run = await host.run();
        expect(run).toMatchObject({ status: 'failed', reason: { code: 'DIRECTORY_READ_INCOMPLETE' } });
        expect(sentence(run)).toContain(`it did not return ${canary}, who must always be found. Nothing was changed.`);
      }
      await mustBeFound([]);
      expect(await host.run()).toMatchObject({ counts: { read: 3, unchanged: 3, notSeen: 1 } });
    });

    await mustBeFound([dn, id]);
    const again = await host.run();
    expect(again).toMatchObject({ status: 'succeeded', counts: { read: 4, created: 0, problems: 0, notSeen: 0 } });
    expect(await users()).toEqual(before);
  });

  it('with their unit, but under new ids, are conflicts, and nobody is doubled', async () => {
    const before = await users();
    for (const name of PLANT) {
      await server.delete(dnOf(name));
      await server.add(dnOf(name), values(name));
    }
    const run = await host.run();
    expect(run.counts).toMatchObject({ read: 4, created: 0, updated: 0, problems: PLANT.length });
    expect(await users()).toEqual(before);
  });
});
