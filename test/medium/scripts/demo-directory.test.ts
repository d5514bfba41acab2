import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client } from 'ldapts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type DemoDirectory, startDemoDirectory } from '../../../scripts/demo-directory.ts';

describe('the demo directory', () => {
  let folder: string;
  let started: DemoDirectory[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'demo-directory-'));
    started = [];
  });

  afterEach(async () => {
    for (const directory of started) await directory.stop();
    rmSync(folder, { recursive: true });
  });

  const start = async () => {
    const directory = await startDemoDirectory(folder);
    started.push(directory);
    return directory;
  };

  it('lets its reader find all active people', async () => {
    expect(await activePeople(await start())).toBe(943);
  });

  it('keeps its data and its address after a restart', async () => {
    const first = await start();
    await first.stop();

    const second = await start();
    expect(second.environment).toEqual(first.environment);
    expect(await activePeople(second)).toBe(943);
  });

  it('is shared with another start, which stops it', async () => {
    const owner = await start();
    rememberAsStartedBy(process.ppid);

    const guest = await start();
    await guest.stop();
    expect(guest.environment).toEqual(owner.environment);
    expect(await activePeople(owner)).toBe(943);
  });

  it('replaces a directory left running by an earlier start', async () => {
    const leftover = await start();
    rememberAsStartedBy(2 ** 22 + 1);

    expect((await start()).environment).toEqual(leftover.environment);
    expect(await activePeople(leftover)).toBe(943);
  });

  function rememberAsStartedBy(startedBy: number): void {
    const file = path.join(folder, 'demo.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), startedBy }));
  }
});

async function activePeople({ environment }: DemoDirectory): Promise<number> {
  const {
    LDAP_URL = '',
    LDAP_BIND_DN = '',
    LDAP_BIND_PASSWORD = '',
    LDAP_BASE_DN = '',
    LDAP_FILTER = '',
  } = environment;
  const client = new Client({ url: LDAP_URL });
  await client.bind(LDAP_BIND_DN, LDAP_BIND_PASSWORD);
  const { searchEntries } = await client.search(LDAP_BASE_DN, { filter: LDAP_FILTER, attributes: ['1.1'] });
  await client.unbind();
  return searchEntries.length;
}
