import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';

import { AClient } from './a-client.js';
import { aPool } from './a-host.js';
import { runCommandLine } from './a-terminal.js';

const folder = mkdtempSync(join(tmpdir(), 'cli-settings-'));
const file = join(folder, 'settings.json');

const stored = {
  schedule: { enabled: true, expression: '0 0 2 * * *', timeZone: 'Etc/UTC' },
  dataPool: { urls: ['ldap://one', 'ldap://two'], bindDn: 'cn=reader', bindPasswordSet: true },
  mapping: [{ attribute: 'uid', field: 'userName', required: true }],
};

const holds = (content: unknown) => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

describe('settings', () => {
  afterEach(() => vi.unstubAllEnvs());
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows one setting per line', async () => {
    const { out } = await runCommandLine('settings show', new AClient({ settings: stored }));
    expect(out).toMatch(/schedule\.expression +0 0 2 \* \* \*/);
    expect(out).toMatch(/dataPool\.urls +ldap:\/\/one ldap:\/\/two/);
    expect(out).toMatch(/mapping\.0 +uid → userName \*/);
  });

  it('exports settings that can be imported, without secrets', async () => {
    const { exitCode } = await runCommandLine(`settings export ${file}`, new AClient({ settings: stored }));
    const client = new AClient();
    await runCommandLine(`settings import ${file}`, client);

    expect(exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toMatch(/password/i);
    const { bindPasswordSet: _, ...dataPool } = stored.dataPool;
    expect(client.asked).toContainEqual({ save: { ...stored, dataPool } });
  });

  it('exports the settings of the job with those of its data pool, which an import takes together', async () => {
    const { dataPool, ...ofJob } = stored;
    const host = new AClient({
      settings: { ...ofJob, dataPool: 'plant' },
      pools: [aPool({ name: 'plant', settings: dataPool })],
    });
    await runCommandLine(`settings export ${file}`, host);
    const client = new AClient();
    await runCommandLine(`settings import ${file}`, client);

    const { bindPasswordSet: _, ...pool } = dataPool;
    expect(client.asked).toContainEqual({ save: { ...ofJob, dataPool: { name: 'plant', ...pool } } });
  });

  it('imports a file that only names a data pool', async () => {
    const client = new AClient();
    await runCommandLine(`settings import ${holds('{"dataPool":"plant"}')}`, client, { secret: 'not asked for' });
    expect(client.asked).toContainEqual({ save: { dataPool: 'plant' } });
  });

  it('names a file that cannot be written, with the reason', async () => {
    const nowhere = join(folder, 'nowhere', 'x.json');
    const result = await runCommandLine(`settings export ${nowhere}`, new AClient({ settings: stored }));

    expect(result).toMatchObject({ exitCode: 1, out: '' });
    expect(result.messages).toBe(`${nowhere} cannot be written: no such file or directory.\n`);
  });

  it('refuses a file that is nested very deeply', async () => {
    const client = new AClient();
    const deep = holds(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    const { exitCode, messages } = await runCommandLine(`settings import ${deep}`, client);

    expect({ exitCode, asked: client.asked }).toEqual({ exitCode: 1, asked: [] });
    expect(messages).toContain('The settings are nested too deeply.');
  });

  it('uses the password of the environment, else of the prompt, else the stored one', async () => {
    const content = holds({ dataPool: { bindDn: 'cn=reader' } });
    const saved = async (secret?: string) => {
      const client = new AClient();
      await runCommandLine(`settings import ${content}`, client, secret === undefined ? {} : { secret });
      return client.asked[0];
    };

    expect(await saved('typed')).toEqual({ save: { dataPool: { bindDn: 'cn=reader', bindPassword: 'typed' } } });
    expect(await saved('')).toEqual({ save: { dataPool: { bindDn: 'cn=reader' } } });
    expect(await saved()).toEqual({ save: { dataPool: { bindDn: 'cn=reader' } } });
    vi.stubEnv('LDAP_BIND_PASSWORD', 'from outside');
    expect(await saved('typed')).toEqual({ save: { dataPool: { bindDn: 'cn=reader', bindPassword: 'from outside' } } });
  });

  it('uses the key of the client certificate that a file of the environment holds', async () => {
    const content = holds({ dataPool: { tls: { mode: 'ldaps' } } });
    const key = `${content}.key`;
    writeFileSync(key, 'the key');
    vi.stubEnv('LDAP_CLIENT_KEY_FILE', key);
    const client = new AClient();
    await runCommandLine(`settings import ${content}`, client);
    expect(client.asked[0]).toEqual({ save: { dataPool: { tls: { mode: 'ldaps', clientKey: 'the key' } } } });

    vi.stubEnv('LDAP_CLIENT_KEY_FILE', `${key}.gone`);
    const missing = await runCommandLine(`settings import ${content}`, client);
    expect(missing.messages).toContain(`${key}.gone`);
  });

  it('lists errors by field, with exit code 1', async () => {
    const errors = [{ field: 'dataPool.urls.0', code: 'unheardOf', message: 'is no address' }];
    const result = await runCommandLine(
      `settings import ${holds({})} --json`,
      new AClient({ saves: { ok: false, errors } }),
    );

    expect(result.exitCode).toBe(1);
    expect(result.messages).toContain('✗ dataPool.urls.0: is no address');
    expect(JSON.parse(result.out)).toMatchObject({ error: { code: 'SETTINGS_REFUSED', fields: errors } });
  });

  it('lists warnings about what was saved, with exit code 0', async () => {
    const params = { interval: '1 s' };
    const warnings = [{ field: 'schedule.expression', code: 'scheduleBelowMinute', params, message: 'Often.' }];
    const saved = await new AClient().settings();
    const client = () => new AClient({ saves: { ok: true, saved, nextExecution: null, warnings } });
    const result = await runCommandLine(`settings import ${holds({})}`, client());

    expect(result.exitCode).toBe(0);
    expect(result.out).toMatch(/^⚠ schedule\.expression: The shortest interval between two executions is 1 s\./m);
    const { out } = await runCommandLine(`settings import ${holds({})} --json`, client());
    expect(JSON.parse(out)).toMatchObject({ warnings });
  });

  it.each(['', '[]', '"text"', '{ "half": '])('rejects a file that contains %j', async (content) => {
    const client = new AClient();
    expect(await runCommandLine(`settings import ${holds(content)}`, client)).toMatchObject({ exitCode: 1 });
    expect(client.asked).toEqual([]);
  });

  it('rejects a missing file', async () => {
    const result = await runCommandLine(`settings import ${file}.gone`, new AClient());
    expect(result).toMatchObject({ exitCode: 1, messages: `${file}.gone cannot be read.\n` });
  });
});
