/** Reads all people at once, upserts them one by one, and sends the duration of the upserts. */
import { defineEntity, MikroORM, p } from '@mikro-orm/postgresql';
import { Client } from 'ldapts';

import { ATTRIBUTES } from './attributes.ts';
import type { ProductRun } from './measure-product.ts';

const { DATABASE_URL, SAMPLE_SIZE, LDAP_URL, LDAP_BIND_DN, LDAP_BIND_PASSWORD, LDAP_BASE_DN, LDAP_FILTER } =
  process.env;

const Person = defineEntity({
  name: 'Person',
  properties: {
    id: p.uuid().primary().defaultRaw('gen_random_uuid()'),
    userName: p.string().unique(),
    firstName: p.text().nullable(),
    lastName: p.text().nullable(),
    displayName: p.text().nullable(),
    email: p.text().nullable(),
    phone: p.text().nullable(),
    mobile: p.text().nullable(),
    employeeNumber: p.text().nullable(),
    title: p.text().nullable(),
    department: p.text().nullable(),
    location: p.text().nullable(),
    commonName: p.text().nullable(),
    comment: p.text().nullable(),
    state: p.string(),
  },
});

const people = (await read()).slice(0, Number(SAMPLE_SIZE));
const orm = await MikroORM.init({ clientUrl: DATABASE_URL, entities: [Person] });
await orm.schema.create();

const started = performance.now();
for (const person of people) {
  await orm.em.fork().upsert(Person, {
    userName: person['uid'] ?? '',
    firstName: person['givenName'],
    lastName: person['sn'],
    displayName: person['displayName'],
    email: person['mail'],
    phone: person['telephoneNumber'],
    mobile: person['mobile'],
    employeeNumber: person['employeeNumber'],
    title: person['title'],
    department: person['departmentNumber'],
    location: person['l'],
    commonName: person['cn'],
    comment: person['description'],
    state: 'active',
  });
}
const seconds = (performance.now() - started) / 1000;
await orm.close();

const peakRss = process.resourceUsage().maxRSS * 1024;
const answer: ProductRun = { seconds, peakRss, status: 'succeeded', counts: {}, reason: null };
process.send?.(answer, () => process.disconnect());

async function read(): Promise<Record<string, string>[]> {
  const client = new Client({ url: LDAP_URL ?? '', timeout: 60_000 });
  await client.bind(LDAP_BIND_DN ?? '', LDAP_BIND_PASSWORD);
  const search = { filter: LDAP_FILTER ?? '', attributes: ATTRIBUTES, paged: true, timeLimit: 60 };
  const { searchEntries } = await client.search(LDAP_BASE_DN ?? '', search);
  await client.unbind();
  return searchEntries as unknown as Record<string, string>[];
}
