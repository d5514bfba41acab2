import { describe, expect, it, vi } from 'vitest';

import type { DirectoryWriter } from '../../../scripts/lib/directory-writer.js';
import type { DirectorySource } from '../../../src/settings/schema/directory-source.js';
import { ldif, peopleLdif } from '../../services/people.js';
import { aDirectory, poolOf, readAll } from '../directory/test-directory.js';
import { aDirectoryServer389, anActiveDirectory, securePoolOf } from './test-servers.js';

const PEOPLE = 600;
const PAGE_SIZE = 50;
const PATIENCE = { timeout: 20_000, interval: 1 };
/**
 * How many changes each page waits for: more than 200 a second, as long as a page takes less than 0.3 s by itself. The servers make
 * them as quickly as they can: on two idle cores, OpenLDAP 5,000 a second, 389 Directory Server 600 and Samba 480.
 */
const CHANGES_PER_PAGE = 60;
const BASE = 'dc=example,dc=org';
const NUMBERS = Array.from({ length: PEOPLE }, (_, index) => index + 1);

interface Product {
  readonly writer: DirectoryWriter;
  readonly source: DirectorySource;
  /** DN of a person, by number. */
  readonly dnOf: (number: number) => string;
  /** The container into which people move. */
  readonly elsewhere: string;
}

/** What was changed until now. */
interface Disturbance {
  changes: number;
  isOver: boolean;
}

/** As many requests at once as a server works on. */
const WRITERS = 4;

/** Changes, renames and moves everybody without a pause, as quickly as the server does it, until it is told to stop. */
async function disturb(product: Product, disturbance: Disturbance): Promise<void> {
  const writers = Array.from({ length: WRITERS }, (_, index) => disturbFrom(index + 1, product, disturbance));
  await Promise.all(writers);
}

async function disturbFrom(first: number, { writer, dnOf, elsewhere }: Product, disturbance: Disturbance) {
  for (let number = first; number <= PEOPLE && !disturbance.isOver; number += WRITERS) {
    const dn = dnOf(number);
    const [rdn = ''] = dn.split(',');
    await writer.modify(dn, { description: `changed ${number}` });
    if (number % 3 === 0) await writer.rename(dn, `${rdn},${elsewhere}`);
    if (number % 3 === 1) await writer.rename(dn, dn.replace(rdn, `${rdn}x`));
    disturbance.changes += number % 3 === 2 ? 1 : 2;
  }
}

async function idsWhileChanging(product: Product) {
  const before = await readAll(product.source);
  const disturbance: Disturbance = { changes: 0, isOver: false };
  const disturbing = disturb(product, disturbance);
  /** Each page waits for changes, so that none is read before the others are made. */
  const onPage = (_page: unknown, number: number) =>
    vi.waitFor(() => expect(disturbance.changes).toBeGreaterThanOrEqual(number * CHANGES_PER_PAGE), PATIENCE);
  const startedAt = performance.now();
  const during = await readAll(product.source, { onPage });
  disturbance.isOver = true;
  const perSecond = Math.round((disturbance.changes * 1_000) / (performance.now() - startedAt));
  await disturbing;
  return { before, during, changes: disturbance.changes, perSecond };
}

const people = (name: string) => `ou=${name},${BASE}`;
const moved = ldif(people('moved'), { objectClass: 'organizationalUnit', ou: 'moved' });

describe('a read while people are changed, renamed and moved', async () => {
  const slapd = await aDirectory({ ldif: `${peopleLdif(PEOPLE)}${moved}` });
  const server389 = await aDirectoryServer389({ ldif: `${peopleLdif(PEOPLE)}${moved}` });
  const domain = await anActiveDirectory({
    ldif: [
      ldif('OU=moved,DC=corp,DC=example', { objectClass: 'organizationalUnit', ou: 'moved' }),
      ...NUMBERS.map((number) =>
        ldif(`CN=person${number},CN=Users,DC=corp,DC=example`, {
          objectClass: 'user',
          sAMAccountName: `person${number}`,
          userAccountControl: '544',
        }),
      ),
    ].join(''),
  });
  const uid = (number: number) => `uid=user${String(number).padStart(6, '0')},${people('people')}`;
  const products: Readonly<Record<string, Product>> = {
    OpenLDAP: {
      writer: slapd,
      source: poolOf(slapd, { filter: '(objectClass=inetOrgPerson)', pageSize: PAGE_SIZE }),
      dnOf: uid,
      elsewhere: people('moved'),
    },
    '389 Directory Server': {
      writer: server389,
      source: securePoolOf(server389, { filter: '(objectClass=inetOrgPerson)', pageSize: PAGE_SIZE }),
      dnOf: uid,
      elsewhere: people('moved'),
    },
    'Active Directory': {
      writer: domain,
      source: securePoolOf(domain, { filter: '(sAMAccountName=person*)', pageSize: PAGE_SIZE }),
      dnOf: (number) => `CN=person${number},CN=Users,DC=corp,DC=example`,
      elsewhere: 'OU=moved,DC=corp,DC=example',
    },
  };

  it.each(Object.keys(products))('of %s loses nobody and doubles nobody', async (name) => {
    const product = products[name];
    if (!product) throw new Error(name);
    const { before, during, changes, perSecond } = await idsWhileChanging(product);
    console.info(`${name}: ${perSecond} changes a second`);
    const [ids, found] = [before, during].map(({ entries }) => entries.map(({ stableId }) => stableId));
    expect(during).toMatchObject({ error: undefined, readReport: { complete: true } });
    expect(changes).toBeGreaterThanOrEqual((PEOPLE / PAGE_SIZE) * CHANGES_PER_PAGE);
    expect(found?.toSorted()).toEqual(ids?.toSorted());
    expect(new Set(found).size).toBe(PEOPLE);
  });

  it('of Active Directory has all of 1,600 values', async () => {
    const values = Array.from({ length: 1_600 }, (_, index) => `+46 40 ${index}`);
    const dn = `CN=Many,CN=Users,${domain.baseDn}`;
    await domain.add(dn, { objectClass: 'user', sAMAccountName: 'many', userAccountControl: '544' });
    await domain.modify(dn, { otherTelephone: values });
    const source = securePoolOf(domain, { filter: '(sAMAccountName=many)' });
    const { entries } = await readAll(source, { attributes: ['otherTelephone'] });
    expect(entries[0]?.attributes['othertelephone']?.toSorted()).toEqual(values.toSorted());
  });

  it('of Active Directory tells someone who was created again from the one who was deleted', async () => {
    const dn = `CN=Again,CN=Users,${domain.baseDn}`;
    const account = { objectClass: 'user', sAMAccountName: 'again', userAccountControl: '544' };
    const source = securePoolOf(domain, { filter: '(sAMAccountName=again)' });
    await domain.add(dn, account);
    const { entries: first } = await readAll(source);
    await domain.delete(dn);
    expect((await readAll(source)).entries).toEqual([]);
    await domain.add(dn, account);
    const { entries: second } = await readAll(source);
    expect(second).toMatchObject([{ dn }]);
    expect(second[0]?.stableId).not.toBe(first[0]?.stableId);
  });
});
