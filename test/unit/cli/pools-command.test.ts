import { describe, expect, it } from 'vitest';

import { AClient } from './a-client.js';
import { aPool } from './a-host.js';
import { runCommandLine } from './a-terminal.js';

const PLANT = aPool({ name: 'plant', description: 'The second plant', jobs: [], settings: { urls: [] } });

describe('pools', () => {
  it('lists the data pools with their servers and jobs', async () => {
    const client = new AClient({ pools: [aPool(), PLANT] });
    const { out, exitCode } = await runCommandLine('pools', client);
    expect(out).toMatch(/default +ldap:\/\/directory.example.org +LDAPAddonBatchSync/);
    expect(out).toMatch(/plant +- +- +The second plant/);
    expect(exitCode).toBe(0);
    expect((await runCommandLine('pools list', client)).out).toBe(out);
    expect((await runCommandLine('pools', new AClient())).out).toContain('There are no data pools.');
  });

  it('shows one with its settings, and the jobs that use it', async () => {
    const { out } = await runCommandLine('pools show default', new AClient({ pools: [aPool()] }));
    expect(out).toContain('Used by: LDAPAddonBatchSync');
    expect(out).not.toContain('Identified by');
    const found = new AClient({
      pools: [{ ...aPool(), product: 'OpenLDAP', stableIdAttribute: 'entryUUID', stableIdSince: new Date(0) }],
    });
    const shown = await runCommandLine('pools show default', found);
    expect(shown.out).toContain('Product found: OpenLDAP\nIdentified by: entryUUID, in all runs since Jan 1, 1970');
    expect(out).toMatch(/urls +ldap:\/\/directory.example.org/);
  });

  it('creates and deletes one', async () => {
    const client = new AClient();
    await runCommandLine('pools create plant --description Plant', client);
    await runCommandLine('pools delete plant', client);
    expect(client.asked).toEqual([
      { createPool: { name: 'plant', description: 'Plant' } },
      'close',
      { deletePool: 'plant' },
      'close',
    ]);
  });

  it('lists the domain controllers that one could use, of any domain', async () => {
    const client = new AClient();
    const { out } = await runCommandLine('pools domain-controllers plant --domain plant.example', client);
    expect(client.asked[0]).toEqual({ controllersOf: 'plant', domain: 'plant.example' });
    expect(out).toContain('Domain controllers of plant.example, named by DNS:');
    expect(out).toMatch(/ldaps:\/\/dc1\.plant\.example +- +0 +no/);
    expect((await runCommandLine('pools domain-controllers plant', client)).out).toContain('corp.example');
  });

  it('lists the trees of its directory, or the containers below one, with the people in each', async () => {
    const client = new AClient();
    const { out } = await runCommandLine('pools tree plant', client);
    expect(client.asked[0]).toEqual({ treeOf: 'plant', dn: undefined });
    expect(out).toMatch(/ou=\\u0007people,dc=x +1,001 +yes/);
    expect(out).toMatch(/dc=hidden +- +-/);
    expect(out).toContain('ldap-batch-sync pools tree plant --base DN');
    const below = await runCommandLine('pools tree plant --base dc=x', client);
    expect(client.asked).toContainEqual({ treeOf: 'plant', dn: 'dc=x' });
    expect(below.out).toMatch(/^Below dc=x:\n/);
    expect(below.out).toMatch(/ou=\\u0007people,dc=x +≥ 1,001 +no/);
    expect(below.out).toContain('Only the first 2 containers are shown.');
    const empty = await runCommandLine('pools tree plant --base dc=empty', client);
    expect(empty.out).toContain('The directory shows no containers.');
  });

  it('lists its versions, and compares one of them', async () => {
    const client = new AClient();
    const { out } = await runCommandLine('pools versions plant --limit 1', client);
    expect(client.asked[0]).toEqual({ versionsOf: 'plant', limit: 1 });
    expect(out).toMatch(/Version 3, saved .*2026.* by ada\n  dataPool.pageSize: 500 → 7/);
    expect(out).toContain('ldap-batch-sync pools versions plant --before 3 --limit 1\n');
    const compared = await runCommandLine('pools versions plant 2', client);
    expect(compared.out).toMatch(/Version 2, saved/);
    expect(compared.out).toContain('dataPool.pageSize: 500 → 7');
    expect((await runCommandLine('pools versions plant 2 --limit 1', client)).exitCode).toBe(2);
  });

  it('checks one, and ends as the check did', async () => {
    const client = new AClient();
    const { exitCode, out } = await runCommandLine('pools check plant --json', client);
    expect(client.asked[0]).toEqual({ checkPool: 'plant' });
    expect(JSON.parse(out)).toMatchObject({ outcome: 'connected' });
    expect(exitCode).toBe(3);
  });
});
