import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import type { SettingChange } from '../../../src/contract/settings-comparison.js';
import { AClient } from './a-client.js';
import { runCommandLine } from './a-terminal.js';

const CHANGES: readonly SettingChange[] = [
  { field: 'mapping.email', before: 'mail', after: 'ampMial\u001b', effect: 'values' },
  { field: 'dataPool.bindPassword', before: null, after: null, effect: 'none' },
  { field: 'schedule.enabled', before: true, after: false, effect: 'none' },
];
const folder = mkdtempSync(join(tmpdir(), 'cli-versions-'));
const file = join(folder, 'settings.json');

describe('versions of the settings', () => {
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are listed with who, when and what', async () => {
    const version = { changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: 'ada' };
    const versions = [
      { ...version, version: 3, changes: CHANGES },
      { ...version, version: 2, changes: null },
    ];
    const client = new AClient({ versions });
    const { out, exitCode } = await runCommandLine('settings versions --limit 2', client);
    expect(exitCode).toBe(0);
    expect(client.asked).toContainEqual({ versions: { limit: 2 } });
    expect(out).toMatch(/Version 3, saved .*2026.* by ada/);
    expect(out).toContain('  mapping.email: mail → ampMial\\u001b\n    ⚠ Values of people could become empty.');
    expect(out).toContain('  dataPool.bindPassword: changed\n  schedule.enabled: true → false');
    expect(out).toContain('What was changed is not known.');
    expect(out).not.toContain('earlier versions');
    expect(JSON.parse((await runCommandLine('settings versions --json', client)).out)).toMatchObject({
      items: [{ version: 3 }, { version: 2 }],
    });
  });

  it('are compared with the settings in force, and can be written for an import', async () => {
    const client = new AClient({ compared: CHANGES, settings: { schedule: { enabled: false } } });
    const { out } = await runCommandLine('settings versions 2', client);
    expect(client.asked).toContainEqual({ version: 2 });
    expect(out).toContain('mapping.email: mail →');
    expect(out).toContain('settings export --of 2 FILE && ldap-batch-sync settings import FILE\n');
    const same = await runCommandLine('settings versions 2', new AClient({ compared: [] }));
    expect(same.out).toContain('It is the same as the settings in force.');

    await runCommandLine(`settings export ${file} --of 2`, client);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ schedule: { enabled: false } });
  });

  it('the first one is called so: nothing is missing there', async () => {
    const first = { version: 1, changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: null, changes: null };
    const { out } = await runCommandLine('settings versions', new AClient({ versions: [first] }));
    expect(out).toContain('First version');
    expect(out).not.toContain('not known');
  });

  it('say how to see earlier ones, in the same place', async () => {
    const version = { version: 8, changedAt: new Date('2026-01-01T00:00:00Z'), changedBy: 'ada', changes: [] };
    const client = new AClient({ versions: [version], olderVersions: '8' });
    const { out } = await runCommandLine('settings versions --limit 1 --host http://h:1 --user o', client);
    expect(out).toContain(
      'There are earlier versions. To show them: ldap-batch-sync settings versions --before 8 --limit 1 --host http://h:1 --user o\n',
    );
    await runCommandLine('settings versions --before 8', client);
    expect(client.asked).toContainEqual({ versions: { limit: 20, cursor: '8' } });
    const none = await runCommandLine('settings versions --before 1', new AClient());
    expect(none.out).toBe('There is no earlier version.\n');
  });

  it('are restored where they were found', async () => {
    const line = "settings versions 2 --host http://h:1/a'b --timeout 90";
    const { out } = await runCommandLine(line, new AClient({ compared: CHANGES }));
    const place = String.raw`--host 'http://h:1/a'\''b' --timeout 90`;
    expect(out).toContain(`settings export --of 2 FILE ${place} && ldap-batch-sync settings import FILE ${place}\n`);
  });

  it.each(['settings versions 0', 'settings versions x', 'settings export --of 1.5'])(
    '%s is wrong usage',
    async (line) => {
      expect(await runCommandLine(line, new AClient())).toMatchObject({
        exitCode: undefined,
        usageError: expect.anything(),
      });
    },
  );

  it.each(['--before 2', '--limit 20'])(
    'one version is not compared with %s, which is about the list',
    async (option) => {
      const client = new AClient({ compared: CHANGES });
      const { exitCode, messages } = await runCommandLine(`settings versions 3 ${option}`, client);
      expect(exitCode).toBe(2);
      expect(messages).toContain('--limit and --before are for the list of versions.');
      expect(client.asked).not.toContainEqual({ version: 3 });
    },
  );

  it('an import lists what it changes; a dry run saves nothing', async () => {
    writeFileSync(file, '{}');
    const client = new AClient({ compared: CHANGES });
    const dry = await runCommandLine(`settings import ${file} --dry-run`, client);
    expect(client.asked).toEqual(['close']);
    expect(dry).toMatchObject({ exitCode: 0 });
    expect(dry.out).toMatch(/Nothing was saved\.[^]*mapping\.email: mail → [^]*Values of people could become empty/);
    const { out } = await runCommandLine(`settings import ${file}`, client);
    expect(out).toMatch(/Saved as version 3\.[^]*mapping\.email: mail →/);
    expect(JSON.parse((await runCommandLine(`settings import ${file} --json`, client)).out)).toMatchObject({
      changes: [{ field: 'mapping.email' }, {}, {}],
    });
    const same = await runCommandLine(`settings import ${file}`, new AClient({ compared: [] }));
    expect(same.out).toContain('No setting differs.');
  });

  it('an import lists what was saved, and no password that is the stored one', async () => {
    writeFileSync(file, '{"dataPool":{"bindPassword":"secret"}}');
    const saved = { version: 3, changedAt: new Date(), changedBy: 'ada', changes: CHANGES.slice(0, 1) };
    const client = new AClient({ compared: CHANGES, versions: [saved] });
    const { out } = await runCommandLine(`settings import ${file}`, client);
    expect(client.asked).toContainEqual({ versions: { cursor: '4', limit: 1 } });
    expect(out).toContain('mapping.email: mail →');
    expect(out).not.toMatch(/bindPassword|schedule\./);

    const unchanged = new AClient({ compared: CHANGES.slice(1, 2), inForce: 3 });
    expect((await runCommandLine(`settings import ${file}`, unchanged)).out).toContain('No setting differs.');
  });

  it('a dry run says that a password is not compared', async () => {
    writeFileSync(file, '{"dataPool":{"bindPassword":"secret"}}');
    const { out } = await runCommandLine(`settings import ${file} --dry-run`, new AClient({ compared: CHANGES }));
    expect(out).toContain('dataPool.bindPassword: given; it is not compared with the stored one');
    expect(out).not.toContain('secret');
  });

  it('an import into an older host saves without a comparison; a dry run is not available there', async () => {
    writeFileSync(file, '{}');
    const client = new AClient();
    expect(await runCommandLine(`settings import ${file}`, client)).toMatchObject({ exitCode: 0 });
    expect(client.asked).toContainEqual({ save: {} });
    const dry = await runCommandLine(`settings import ${file} --dry-run`, new AClient());
    expect(dry).toMatchObject({ exitCode: 1 });
    expect(dry.messages).toMatch(/\S/);
  });

  it('settings that would be refused are not saved', async () => {
    writeFileSync(file, '{}');
    const errors = [{ field: 'dataPool.urls.0', code: 'unheardOf', message: 'is no address' }];
    const client = new AClient({ differ: { ok: false, errors } });
    const { exitCode, messages } = await runCommandLine(`settings import ${file} --dry-run`, client);
    expect({ exitCode, asked: client.asked }).toEqual({ exitCode: 1, asked: ['close'] });
    expect(messages).toContain('is no address');
  });
});
