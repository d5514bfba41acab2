import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { EntryLookup } from '../../../src/engine/ports/entry-lookup.js';
import { Slapd } from '../../../scripts/slapd.js';
import { peopleLdif } from '../../services/people.js';
import { Host, type HostDatabase, postgresDatabase } from './a-host.js';

const SHARED = '11111111-2222-4333-8444-555555555555';

let folder: string;
let slapd: Slapd;
let database: HostDatabase;
let host: Host;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'same-stable-id-'));
  const ldif = peopleLdif(3).replaceAll(/^uid: user00000[13]$/gm, (line) => `entryUUID: ${SHARED}\n${line}`);
  slapd = await Slapd.start({ folder, ldif });
  database = await postgresDatabase();
  const { url, readerDn, readerPassword, baseDn } = slapd;
  const mapping = [{ attribute: 'uid', field: 'userName', required: true }];
  const dataPool = { urls: [url], bindDn: readerDn, bindPassword: readerPassword, baseDn };
  host = await Host.start(database, { seed: { dataPool, mapping } });
});

afterEach(async () => {
  await host.stop();
  await database.drop();
  await slapd.stop();
  await rm(folder, { recursive: true, force: true });
});

const users = async () =>
  (await database.query<{ login: string }>('select login from app_user order by login')).map(({ login }) => login);

it('two people with one stable id are a problem of both', async () => {
  expect(await host.run()).toMatchObject({
    counts: { read: 3, created: 1, problems: 2 },
    readReport: { complete: true, restarts: 0, entries: 3, repeated: 0 },
  });
  expect(await users()).toEqual(['user000002']);
});

it('who is no longer under the first of two DNs has moved', async () => {
  const lookup = host.app.get(EntryLookup);
  const find = lookup.find.bind(lookup);
  vi.spyOn(lookup, 'find').mockImplementationOnce(async (...question) => {
    await slapd.delete(`uid=user000001,ou=people,${slapd.baseDn}`);
    return find(...question);
  });
  expect(await host.run()).toMatchObject({
    counts: { read: 2, created: 2, problems: 0 },
    readReport: { complete: true, restarts: 0, entries: 2, repeated: 1 },
  });
  expect(await users()).toEqual(['user000002', 'user000003']);
});
