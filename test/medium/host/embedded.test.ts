import { existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DataFolderInUse } from '../../../src/host/database/data-folder-lock.js';
import { runningHost } from '../../../src/host/database/host-descriptor.js';
import { createStandalone } from '../../../src/host/standalone.js';
import { startFailure } from '../../../src/host/start-failure.js';
import { Client, realHost } from './real-host.js';

let folder: string;
let environment: { DATA_DIR: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  environment = { DATA_DIR: join(folder, 'data') };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const JOB = 'batch-synchronizations/LDAPAddonBatchSync';

describe('a host on the embedded database', () => {
  it('generates passwords at its first start and keeps all data for the next start', async () => {
    const first = await realHost(environment);
    expect(first.said).toEqual([
      expect.stringMatching(/^Sign in as admin with the password \w{20} \(shown this once\)$/),
      expect.stringMatching(/^Sign in as operator with the password \w{20} \(shown this once\)$/),
      `Ready: ${first.url}/admin and ${first.url}/operator`,
    ]);
    const password = /with the password (\S+)/.exec(first.said[0]!)![1]!;
    const admin = await Client.signIn(first, 'admin', password);
    await admin.put(`${JOB}/settings`, { settings: { schedule: { expression: '0 0 5 * * *' } } }).expect(200);
    await first.stop();

    const second = await realHost(environment);
    expect(second.said).toEqual([`Ready: ${second.url}/admin and ${second.url}/operator`]);
    const { body } = await admin.at(second).get(`${JOB}/settings`).expect(200);
    expect(body.settings.schedule.expression).toBe('0 0 5 * * *');
    await second.stop();
  });

  it('locks its data folder, which a second host reports', async () => {
    const host = await realHost(environment);
    const second = await createStandalone({ environment }).catch((error: unknown) => error);
    expect(second).toBeInstanceOf(DataFolderInUse);
    expect(startFailure(second)).toMatch(/^The data folder .* is in use by another process\. Stop that process, .*$/);
    await host.stop();

    const standalone = await createStandalone({ environment });
    expect(await standalone.jobs.list()).toHaveLength(1);
    await standalone.close();
  });

  it('gives the command line access until it ends', async () => {
    expect(runningHost(environment)).toBeUndefined();
    const host = await realHost(environment);
    const { url, token } = runningHost(environment)!;
    expect(url).toBe(host.url);
    expect(statSync(join(environment.DATA_DIR, 'host.json')).mode & 0o077).toBe(0);
    await request(url).get('/api/add-ons').auth(token, { type: 'bearer' }).expect(200);
    await host.stop();

    expect(existsSync(join(environment.DATA_DIR, 'host.json'))).toBe(false);
    const next = await realHost(environment);
    await request(next.url).get('/api/session').auth(token, { type: 'bearer' }).expect(401);
    await next.stop();
  });
});
